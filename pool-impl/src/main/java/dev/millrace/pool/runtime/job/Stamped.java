package dev.millrace.pool.runtime.job;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A job with the time at which it was accepted: the envelope of one that is timed. Filled by the submitter before the job is published, opened by whoever has won the job, and by nobody else: others may hold on to it, as a thief does to what it has copied in vain, but do not look inside.
 */
public final class Stamped {
    private @Nullable Runnable job;
    private long acceptedNanos;

    /**
     * A job that was just accepted.
     *
     * @param acceptedNanos on the clock of {@link System#nanoTime}
     */
    public Stamped(Runnable job, long acceptedNanos) {
        this.job = job;
        this.acceptedNanos = acceptedNanos;
    }

    void fill(Runnable next, long nanos) {
        job = next;
        acceptedNanos = nanos;
    }

    void empty() {
        job = null;
    }

    /** The user's job. */
    public Runnable job() {
        return requireNonNull(job);
    }

    /** When it was accepted. */
    public long acceptedNanos() {
        return acceptedNanos;
    }
}
