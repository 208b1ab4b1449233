package dev.millrace.pool;

/** How an {@link Slo} stands. A state is left for a better one only when the budget has not burned too fast for a quarter of the window, so that it does not go to and fro. */
public enum SloState {
    /** Kept, and nothing threatens it. */
    OK,
    /** Kept so far, but half of the error budget of the window is gone, and the last twelfth burned more than its share: it will not be kept if this goes on. */
    WARNING,
    /** Not kept over its window, by at least 10 bad events where jobs are counted: a failure of three is no breach. */
    BREACHED
}
