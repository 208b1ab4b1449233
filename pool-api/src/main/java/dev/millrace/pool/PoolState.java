package dev.millrace.pool;

/** Where a pool stands; it only moves forward. */
public enum PoolState {
    /** Accepts jobs. */
    RUNNING,
    /** Closed to new jobs; runs what was accepted. */
    DRAINING,
    /** The deadline has passed: jobs are handed back, running ones are interrupted. */
    STOPPING,
    /** No accepted job is left and none will start; no thread of the pool lives outside a job that ignores its interrupt. */
    TERMINATED
}
