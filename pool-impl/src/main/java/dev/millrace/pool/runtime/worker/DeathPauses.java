package dev.millrace.pool.runtime.worker;

import java.util.concurrent.TimeUnit;

/**
 * How long the successor of a dead worker waits before it begins: not at all after a death that comes alone, doubling from 100 ms to 5 s while deaths follow each other. Guarded by the
 * crew's lock.
 */
final class DeathPauses {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private long deaths;
    private long lastDeathNanos;
    private long nextNanos;

    DeathPauses() {}

    /** Counts a death; gives the pause of its successor in nanoseconds. */
    long died(long nowNanos) {
        boolean alone = deaths++ == 0 || nowNanos - lastDeathNanos > 2 * LONGEST_NANOS;
        lastDeathNanos = nowNanos;
        if (alone) {
            nextNanos = FIRST_NANOS;
            return 0;
        }
        long pause = nextNanos;
        nextNanos = Math.min(2 * pause, LONGEST_NANOS);
        return pause;
    }

    long deaths() {
        return deaths;
    }
}
