package dev.millrace.bench.peer;

import dev.millrace.bench.Completions;
import dev.millrace.bench.UnverifiedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The bound of a pool that has none: its producers get credits from what was completed, in blocks. That is cheaper than a bound of
 * its own would be, and is passed by up to a block a producer.
 */
public final class Credits {
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int capacity;
    private final Completions completions;
    private final AtomicLong taken;

    /** @param setting whose capacity is kept */
    public Credits(Setting setting) {
        this.capacity = setting.capacity();
        this.completions = setting.completions();
        this.taken = new AtomicLong(completions.sum());
    }

    /** Waits until so many more may be sent. */
    public void take(int jobs) {
        long before = taken.getAndAdd(jobs);
        long begin = 0;
        while (before - completions.sum() > capacity) {
            LockSupport.parkNanos(PAUSE_NANOS);
            long now = System.nanoTime();
            begin = begin == 0 ? now : begin;
            if (now - begin > PATIENCE_NANOS) {
                throw new UnverifiedException(
                        "no job has ended for long, with " + (before - completions.sum()) + " sent");
            }
        }
    }
}
