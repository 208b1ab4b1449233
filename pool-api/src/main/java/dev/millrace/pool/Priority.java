package dev.millrace.pool;

/**
 * In which band of the job queue a job waits. Bands share the workers by {@link PriorityShares}: a higher band is served more often, but never alone while a lower one waits.
 */
public enum Priority {
    /** Served most often. */
    HIGH,
    /** Where all jobs are that ask for nothing else. */
    NORMAL,
    /** Served least often, but served. */
    LOW
}
