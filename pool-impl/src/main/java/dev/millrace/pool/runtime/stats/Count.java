package dev.millrace.pool.runtime.stats;

/** What one worker counts. */
public enum Count {
    /** Jobs that ended normally. */
    COMPLETED,
    /** Jobs that ended by an exception. */
    FAILED,
    /** Chunks taken. */
    CHUNKS,
    /** Jobs in them. */
    CHUNK_JOBS,
    /** Elements taken out of lanes. */
    THROUGH_LANES,
    /** Looks at a neighbour that had something. */
    STEAL_ATTEMPTS,
    /** Those that brought work. */
    STEALS,
    /** Jobs or elements that they brought. */
    STOLEN_JOBS,
    /** Times gone to sleep. */
    PARKS,
    /** Jobs that were timed. */
    TIMED_JOBS,
    /** Their run time. */
    TIMED_NANOS
}
