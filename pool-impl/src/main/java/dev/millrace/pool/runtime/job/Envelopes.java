package dev.millrace.pool.runtime.job;

import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Used envelopes of timed jobs, kept for the next: so that a pool which times one job of many allocates nothing for it, once as many were made as wait at a time. One that is not given back is no loss, and one too many is left to the collector. Where every job is timed none are kept: two
 * steps on a shared queue cost more than 24 bytes. Thread-safe.
 *
 * <p>The queue hands on what is in an envelope from who emptied it to who fills it; from there the job queue does.
 */
public final class Envelopes {
    private static final int MOST = 1_024;
    /** Below it the next envelope is allocated. */
    private static final int LEAST_ONE_IN = 16;

    private final @Nullable MpmcVarHandleArrayQueue<Object> used;

    /**
     * None yet.
     *
     * @param capacity how many jobs can wait
     * @param oneIn one job of so many is timed; 0 for none
     */
    public Envelopes(int capacity, int oneIn) {
        used = oneIn < LEAST_ONE_IN ? null : Queues.mpmc(Math.min(MOST, Math.max(2, capacity / oneIn)));
    }

    /** An envelope with a job in it. */
    public Stamped of(Runnable job, long acceptedNanos) {
        Stamped envelope = used == null ? null : (Stamped) used.relaxedPoll();
        if (envelope == null) {
            return new Stamped(job, acceptedNanos);
        }
        envelope.fill(job, acceptedNanos);
        return envelope;
    }

    /** By who has won the job and taken it out. */
    public void giveBack(Stamped envelope) {
        if (used != null) {
            envelope.empty();
            used.relaxedOffer(envelope);
        }
    }
}
