package dev.millrace.cli.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a moment to the fraction of a microsecond: parks while it is far, then burns its processor. */
final class Pace {
    /** A park on Linux returns about 60 us late; twice that leaves room to come back in time. */
    private static final long PARK_MARGIN_NANOS = TimeUnit.MICROSECONDS.toNanos(150);
    /** How long a stop may go unnoticed. */
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private volatile boolean stopped;

    /** Returns the time, which is at or after the moment unless the pace was stopped. */
    long awaitUntil(long momentNanos) {
        long now = System.nanoTime();
        while (now - momentNanos < 0 && !stopped) {
            pause(momentNanos - now);
            now = System.nanoTime();
        }
        return now;
    }

    private static void pause(long leftNanos) {
        if (leftNanos > PARK_MARGIN_NANOS) {
            LockSupport.parkNanos(Math.min(leftNanos - PARK_MARGIN_NANOS, LONGEST_PARK_NANOS));
        } else {
            Thread.onSpinWait();
        }
    }

    /** Ends all waiting, now and later. Callable from any thread. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }
}
