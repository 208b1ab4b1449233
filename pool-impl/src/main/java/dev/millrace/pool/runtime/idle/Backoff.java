package dev.millrace.pool.runtime.idle;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a search goes on before the thread sleeps: spin, then yield, within {@value #BUDGET_NANOS} ns. A thread that is told again and again of work that it
 * cannot have (a producer was preempted half-way through an offer, or the holder of a lease) yields, then naps.
 */
final class Backoff {
    private static final long BUDGET_NANOS = 50_000;
    private static final long SPIN_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 5_000 : 0;
    private static final int PAUSES_A_LOOK = 4;
    private static final int PATIENT_MISSES = 16;
    private static final int YIELDING_MISSES = 64;
    private static final long NAP_NANOS = 50_000;

    private int misses;

    Backoff() {}

    /** The thread has got work. */
    void reset() {
        misses = 0;
    }

    /** True as soon as work is visible; false when the budget is spent or the thread should end. */
    boolean await(Work work) {
        if (work.visible()) {
            miss();
            return !work.over();
        }
        long start = Probe.nanoTime();
        long spent = 0;
        while (spent < BUDGET_NANOS && !work.over()) {
            pause(spent);
            if (work.visible()) {
                return true;
            }
            spent = Probe.nanoTime() - start;
        }
        return false;
    }

    private void miss() {
        misses++;
        Probe.at(Point.SPIN);
        if (misses <= PATIENT_MISSES) {
            Thread.onSpinWait();
        } else if (misses <= YIELDING_MISSES) {
            yieldProcessor();
        } else {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
    }

    private static void pause(long spent) {
        Probe.at(Point.SEARCHES);
        if (spent < SPIN_NANOS) {
            for (int i = 0; i < PAUSES_A_LOOK; i++) {
                Thread.onSpinWait();
            }
        } else {
            yieldProcessor();
        }
    }

    /** On few cores the thread that would bring work may wait for this very processor. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void yieldProcessor() {
        Thread.yield();
    }
}
