package dev.millrace.bench;

/** A contender did not do what it was asked to: jobs were lost, ran twice, or gave a wrong answer. */
public final class UnverifiedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** @param message what was wrong */
    public UnverifiedException(String message) {
        super(message);
    }
}
