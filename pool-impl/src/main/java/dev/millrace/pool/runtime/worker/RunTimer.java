package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.stats.Count;

/**
 * Measures the mean run time of one worker's jobs: times the jobs of one refill in {@value #REFILLS}, beginning with the first. Confined to the worker's thread.
 */
final class RunTimer {
    private static final int REFILLS = 8;
    private static final int WEIGHT = 4;

    private final Seat seat;
    private int refills;
    private boolean timing;
    private long startNanos;
    private long startCount;

    RunTimer(Seat seat) {
        this.seat = seat;
    }

    /** The jobs of a refill are about to be run. */
    void begin() {
        if (refills++ % REFILLS == 0) {
            timing = true;
            startCount = seat.counters().ended();
            startNanos = Probe.nanoTime();
        }
    }

    /** The worker's chunk is empty. */
    void end() {
        if (timing) {
            timing = false;
            long nanos = Probe.nanoTime() - startNanos;
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
