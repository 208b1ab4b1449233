package dev.millrace.pool.runtime.fan;

/** Where and how long inputs ran that were begun together: each counts as if it had taken the mean. */
final class Times {
    private final String worker;
    private final long waitedNanos;
    /** Written by the thread that ran them, before it counts them as done; who looks earlier may find 0. */
    private long ranNanos;

    /**
     * They begin.
     *
     * @param worker name of the thread
     * @param waitedNanos from the call to the begin
     */
    Times(String worker, long waitedNanos) {
        this.worker = worker;
        this.waitedNanos = waitedNanos;
    }

    void ran(long nanos) {
        ranNanos = nanos;
    }

    String worker() {
        return worker;
    }

    long waitedNanos() {
        return waitedNanos;
    }

    long ranNanos() {
        return ranNanos;
    }
}
