package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What became of a job, as a value to switch over.
 *
 * @param <T> what the job computes
 */
public sealed interface Outcome<T> {

    /** Where and how long. */
    Trace trace();

    /**
     * Why there is no value, as {@link JobHandle#get()} tells it: what the job threw, a {@link java.util.concurrent.TimeoutException} when a budget was over, else a {@link java.util.concurrent.CancellationException}; null if there is a
     * value.
     */
    default @Nullable Throwable failure() {
        return OutcomeFailures.of(this);
    }

    /**
     * The job ended normally.
     *
     * @param value what it gave; null for a {@link Runnable}
     * @param trace where and how long
     */
    record Value<T>(@Nullable T value, Trace trace) implements Outcome<T> {}

    /**
     * The job threw; or it was quarantined, and the cause is the refusal.
     *
     * @param cause what it threw
     * @param trace where and how long
     */
    record Failed<T>(Throwable cause, Trace trace) implements Outcome<T> {
        /** Refuses null. */
        public Failed {
            requireNonNull(cause, "cause");
        }
    }

    /**
     * The job was cancelled; it never ran if the trace names no worker.
     *
     * @param trace where and how long, until it was cancelled
     */
    record Cancelled<T>(Trace trace) implements Outcome<T> {}

    /**
     * {@link JobOptions#startWithin} was over before the job started; it never ran.
     *
     * @param trace how long it waited
     */
    record Expired<T>(Trace trace) implements Outcome<T> {}

    /**
     * {@link JobOptions#runWithin} was over; the job was interrupted.
     *
     * @param trace where and how long, until it was interrupted
     */
    record TimedOut<T>(Trace trace) implements Outcome<T> {}

    /**
     * The pool was full and the job was dropped, for a newer one or as the newest; it never ran.
     *
     * @param trace how long it waited
     */
    record Dropped<T>(Trace trace) implements Outcome<T> {}

    /**
     * The pool was closed before the job started; it never ran and is in the {@link DrainReport}.
     *
     * @param trace how long it waited
     */
    record HandedBack<T>(Trace trace) implements Outcome<T> {}
}
