package dev.millrace.pool;

/** How an {@link Slo} stands. */
public enum SloState {
    /** Kept, and nothing threatens it. */
    OK,
    /** Kept so far, but the error budget burns faster than it may. */
    WARNING,
    /** Not kept over its window. */
    BREACHED
}
