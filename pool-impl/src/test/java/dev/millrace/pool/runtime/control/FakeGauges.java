package dev.millrace.pool.runtime.control;

import java.util.concurrent.atomic.AtomicInteger;

/** Gauges that show what a test wants. */
final class FakeGauges implements Gauges {
    volatile int depth;
    volatile int busy;
    volatile long accepted;
    volatile long ended;
    volatile long timedJobs;
    volatile long timedNanos;
    /** How often it was read. */
    final AtomicInteger readings = new AtomicInteger();

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int capacity() {
        readings.incrementAndGet();
        return 1_000;
    }

    @Override
    public int busy() {
        return busy;
    }

    @Override
    public long accepted() {
        return accepted;
    }

    @Override
    public long ended() {
        return ended;
    }

    @Override
    public long timedJobs() {
        return timedJobs;
    }

    @Override
    public long timedNanos() {
        return timedNanos;
    }
}
