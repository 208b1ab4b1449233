package dev.millrace.pool.runtime.job;

/**
 * A job with the time at which it was accepted. Only the jobs that are timed are wrapped so.
 *
 * @param job the user's
 * @param acceptedNanos on the clock of {@link System#nanoTime}
 */
public record Stamped(Runnable job, long acceptedNanos) {}
