package dev.millrace.pool;

/** What is timed of a job. */
public enum Series {
    /** Submit to start. */
    WAIT,
    /** Start to end. */
    RUN,
    /** Submit to end. */
    TOTAL
}
