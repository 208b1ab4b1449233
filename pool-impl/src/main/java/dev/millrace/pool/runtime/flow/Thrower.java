package dev.millrace.pool.runtime.flow;

/** Throws again what user code has thrown on another thread: it is the same object, as if it had been thrown here. */
final class Thrower {
    private Thrower() {}

    @SuppressWarnings("unchecked")
    static <X extends Throwable> void sneak(Throwable failure) throws X {
        throw (X) failure;
    }
}
