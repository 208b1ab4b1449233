package dev.millrace.pool.runtime.stats;

/** Why a job was not accepted. */
public enum Refusal {
    /** No room, and nobody was to wait for it. */
    FULL,
    /** No room for as long as the submitter waited. */
    TIMED_OUT,
    /** The submitter was interrupted while it waited. */
    INTERRUPTED,
    /** The pool, or the way in, was closed. */
    CLOSED,
    /** It could not have started in time. */
    HOPELESS,
    /** It has killed workers. */
    QUARANTINED,
    /** An objective was breached. */
    SHED
}
