package dev.millrace.pool.runtime.dispatch;

import dev.millrace.pool.runtime.job.Chunk;

/**
 * How many jobs to take at a time: a worker's share of the backlog, but no more than {@value #CHUNK_NANOS} ns of work by the mean run time of late, so that
 * long jobs stay in the shared queue until somebody is free. (Guided self-scheduling after Polychronopoulos and Kuck, 1987, with a bound in time.)
 */
public final class Guide {
    private static final long CHUNK_NANOS = 32_000;

    private static final int LANE_CHUNKS = 4;

    private final int most;

    /** @param most the pool's chunking, 1 to {@link Chunk#CAPACITY} */
    public Guide(int most) {
        this.most = most;
    }

    /** Jobs that a lane of {@code capacity} should hold: a few chunks by time, at least 2, one to run and one to find next. */
    public int lane(int capacity, long meanRunNanos) {
        return (int) Math.max(2, Math.min(capacity, LANE_CHUNKS * CHUNK_NANOS / Math.max(1, meanRunNanos)));
    }

    /** Jobs for one taker, at least 1. */
    public int chunk(int backlog, int takers, long meanRunNanos) {
        int share = backlog / Math.max(1, takers);
        if (share <= 1) {
            return 1;
        }
        return (int) Math.max(1, Math.min(Math.min(most, share), CHUNK_NANOS / Math.max(1, meanRunNanos)));
    }
}
