package dev.millrace.pool.runtime.flow;

import org.jspecify.annotations.Nullable;

/** Throws again what user code has thrown on another thread: it is the same object, as if it had been thrown here. */
final class Thrower {
    private Thrower() {}

    @SuppressWarnings("unchecked")
    static <X extends Throwable> void throwIfAny(@Nullable Throwable failure) throws X {
        if (failure != null) {
            throw (X) failure;
        }
    }
}
