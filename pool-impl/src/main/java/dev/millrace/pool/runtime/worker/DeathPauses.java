package dev.millrace.pool.runtime.worker;

import java.util.concurrent.TimeUnit;

/**
 * How long the successor of a dead worker waits before it begins: not at all after a death that comes alone, doubling from 100 ms to 5 s while deaths follow each other. Guarded by the
 * lock of the {@link Roster}.
 */
final class DeathPauses {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Without a death for so long, the next one comes alone. */
    private static final long QUIET_NANOS = 2 * LONGEST_NANOS;

    private long deaths;
    private long lastDeathNanos;
    private long nextNanos;
    private boolean alone;

    DeathPauses() {}

    /** Counts a death; gives the pause of its successor in nanoseconds. */
    long died(long nowNanos) {
        alone = deaths++ == 0 || nowNanos - lastDeathNanos > QUIET_NANOS;
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

    /** Whether deaths follow each other: the last one had its successor wait, and was not long ago. */
    boolean isLoop(long nowNanos) {
        return deaths > 0 && !alone && nowNanos - lastDeathNanos <= QUIET_NANOS;
    }
}
