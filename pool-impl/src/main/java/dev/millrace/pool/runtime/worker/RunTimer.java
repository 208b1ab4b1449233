package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.stats.Count;

/**
 * Measures the mean run time of one worker's jobs, a chunk at a time: every chunk that is large enough to bear two readings of the clock, and one of
 * {@value #SMALL_CHUNKS} of the others. Confined to the worker's thread.
 */
final class RunTimer {
    private static final int LARGE_CHUNK = 8;
    private static final int SMALL_CHUNKS = 16;
    private static final int WEIGHT = 4;

    private final Seat seat;
    private int small;
    private boolean timing;
    private long startNanos;
    private long startCount;

    RunTimer(Seat seat) {
        this.seat = seat;
    }

    /** A refill of so many jobs is about to be run. */
    void begin(int jobs) {
        if (jobs >= LARGE_CHUNK || ++small % SMALL_CHUNKS == 1) {
            timing = true;
            startCount = seat.counters().ended();
            startNanos = System.nanoTime();
        }
    }

    /** The worker's chunk is empty. */
    void end() {
        if (timing) {
            timing = false;
            long nanos = System.nanoTime() - startNanos;
            long jobs = seat.counters().ended() - startCount;
            if (jobs > 0) {
                learn(nanos, jobs);
            }
        }
    }

    private void learn(long nanos, long jobs) {
        seat.counters().add(Count.TIMED_JOBS, jobs);
        seat.counters().add(Count.TIMED_NANOS, nanos);
        long mean = seat.meanRunNanos();
        long sample = nanos / jobs;
        seat.setMeanRunNanos(mean == 0 ? sample : mean + (sample - mean) / WEIGHT);
    }
}
