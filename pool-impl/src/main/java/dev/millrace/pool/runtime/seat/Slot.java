package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.stats.Counters;

/**
 * What outlives a worker: its counts. A slot is lent to one worker at a time and goes on counting under the next; so totals never fall, and no sum ever misses a
 * worker that has retired.
 *
 * @param number its place among all slots, from 0
 * @param chunk holds the started count beside the jobs
 * @param counters everything else
 */
public record Slot(int number, Chunk chunk, Counters counters) {
    private static final long STARTED_MASK = (1L << Chunk.STARTED_BITS) - 1;

    Slot(int number) {
        this(number, new Chunk(), new Counters());
    }

    /** Jobs started here: those that ended, and the one that may be running. Call it after reading what it must not be less than. */
    public long started() {
        long ended = counters.ended();
        return ended + (chunk.started() - ended & STARTED_MASK);
    }

    /** Whether a job is running here now. */
    public boolean busy() {
        long ended = counters.ended();
        return runs(chunk.started(), ended);
    }

    /** Whether a job runs where so many were started, modulo 2^40, and so many have ended. */
    public static boolean runs(long started, long ended) {
        return (started - ended & STARTED_MASK) != 0;
    }
}
