package dev.millrace.pool.runtime.stats;

/** How an accepted job can leave without having been started by a worker. */
public enum Fate {
    /** Cancelled before the start. */
    CANCELLED,
    /** Past its budget for the wait. */
    EXPIRED,
    /** Dropped for a newer job, or as the newest. */
    DROPPED,
    /** Given back by a close. */
    HANDED_BACK
}
