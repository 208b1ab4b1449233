package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.Series;

/** A pool that says what a test wants. */
final class FakeEvidence implements Evidence {
    long bad;
    long all;
    int depth;
    int capacity = 100;
    int workers = 4;
    long meanRunNanos;
    boolean latencyFails;

    /** Jobs end. */
    void jobs(long good, long bad) {
        this.bad += bad;
        this.all += good + bad;
    }

    @Override
    public Counts jobs() {
        return new Counts(bad, all);
    }

    @Override
    public Counts latency(Series series, long limitNanos) {
        if (latencyFails) {
            throw new IllegalStateException("a recorder that fails");
        }
        return new Counts(bad, all);
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public long meanRunNanos() {
        return meanRunNanos;
    }
}
