package dev.millrace.pool.runtime.flow;

/** A channel at one moment; the figures as in {@link dev.millrace.pool.FanInStats}. */
record Counts(int running, int buffered, int heldBack, long started, long ended, long taken, boolean closed) {

    /** Results that wait to be taken. */
    int pending() {
        return buffered + heldBack;
    }
}
