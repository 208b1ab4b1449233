package dev.millrace.pool.runtime.jfr;

/** Why a batching submitter published what it had collected. */
public enum FlushCause {
    /** It had as many jobs as it collects. */
    FULL,
    /** The oldest job had waited long enough. */
    LINGER,
    /** A worker was idle, or there is no linger: the job was not held back. */
    AT_ONCE,
    /** By hand, by its own close or the pool's, or since room was needed. */
    ASKED
}
