package dev.millrace.bench;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A ForkJoinPool in asynchronous mode. It has no bound, so its producers get credits from what was completed, in blocks: cheaper
 * than a bound of its own would be, and passed by up to a block.
 */
final class ForkJoinContender extends ExecutorContender {
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final int capacity;
    private final Completions completions;
    private final AtomicLong credits;

    ForkJoinContender(int workers, int capacity, Completions completions) {
        super(new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true));
        this.capacity = capacity;
        this.completions = completions;
        this.credits = new AtomicLong(completions.sum());
    }

    @Override
    public void awaitRoom(int jobs) {
        long before = credits.getAndAdd(jobs);
        while (before - completions.sum() > capacity) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
