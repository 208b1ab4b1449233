package dev.millrace.pool.runtime.fan;

import org.jspecify.annotations.Nullable;

/**
 * Inputs next to each other that one place has done between two readings of the clock; each counts as if it had taken the mean. A link of the list of its share; written by the share's owner before it is put there, then only read.
 */
final class Lap {
    final @Nullable Lap before;
    final int from;
    private final int to;
    final String worker;
    /** From the call to the begin. */
    final long waitedNanos;
    /** Of one. */
    private long ranNanos;
    /** How many inputs this and all before have. */
    private final int total;

    Lap(@Nullable Lap before, int from, int to, String worker, long waitedNanos) {
        this.before = before;
        this.from = from;
        this.to = to;
        this.worker = worker;
        this.waitedNanos = waitedNanos;
        this.total = (before == null ? 0 : before.total) + to - from;
    }

    void ran(long nanos) {
        ranNanos = nanos;
    }

    int to() {
        return to;
    }

    long ranNanos() {
        return ranNanos;
    }

    int total() {
        return total;
    }
}
