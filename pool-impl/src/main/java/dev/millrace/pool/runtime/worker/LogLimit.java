package dev.millrace.pool.runtime.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** At most {@value #MOST_A_SECOND} a second, about. Thread-safe. */
final class LogLimit {
    private static final int MOST_A_SECOND = 10;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong windowStart = new AtomicLong(System.nanoTime() - SECOND);
    private final AtomicLong inWindow = new AtomicLong();

    /** Whether another one may be logged. */
    boolean allows() {
        long now = System.nanoTime();
        long start = windowStart.get();
        if (now - start >= SECOND && windowStart.compareAndSet(start, now)) {
            inWindow.set(0);
        }
        return inWindow.incrementAndGet() <= MOST_A_SECOND;
    }
}
