package dev.millrace.pool.runtime.flow;

/** A result that is held back since a buffer is full. Guarded by the monitor of its channel. */
final class Held {
    final Object value;
    /** Whether a job waits for it. */
    final boolean emitted;
    /** It is in the buffer. */
    boolean moved;
    /** It will never be. */
    boolean refused;

    Held(Object value, boolean emitted) {
        this.value = value;
        this.emitted = emitted;
    }

    boolean isSettled() {
        return moved || refused;
    }
}
