package dev.millrace.cli.soak;

/** What a handler dies of, before its job has begun. */
final class HandlerDeath extends AssertionError {
    private static final long serialVersionUID = 1;

    HandlerDeath() {
        super("a handler that dies");
    }
}
