package dev.millrace.pool.runtime.idle;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a search goes on before the thread sleeps: {@value #BUDGET_NANOS} ns, where another processor could bring work meanwhile. A search does not yield: whoever
 * wakes the thread later pays for it. A kernel that places a woken thread on the waker's processor (virtual machines whose idle processors look taken) lets it wait there for a thread that it has yielded to,
 * for a whole time slice, 1.8 ms where this was measured, beside an idle processor.
 *
 * <p>A thread that is told again and again of work that it cannot have (a producer was preempted half-way through an offer, or the holder of a lease) yields to
 * whoever holds it up, then naps.
 */
final class Backoff {
    private static final long BUDGET_NANOS = 5_000;
    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;
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
        if (ALONE) {
            return false;
        }
        long start = Probe.nanoTime();
        while (Probe.nanoTime() - start < BUDGET_NANOS && !work.over()) {
            Probe.at(Point.SEARCHES);
            for (int i = 0; i < PAUSES_A_LOOK; i++) {
                Thread.onSpinWait();
            }
            if (work.visible()) {
                return true;
            }
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

    /** On few cores the thread that would bring work may wait for this very processor. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void yieldProcessor() {
        Thread.yield();
    }
}
