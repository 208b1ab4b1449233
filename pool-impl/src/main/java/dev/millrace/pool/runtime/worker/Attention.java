package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.cells.PaddedLong;

/** Whether there is anything that a worker must look at before it begins a job: one flag for all rare reasons, so that they cost each job one reading together. Thread-safe: set under the monitor, read by workers, on a cache line of its own. */
public final class Attention {
    private static final long CALLED = 1;

    private final PaddedLong state = new PaddedLong();
    private boolean paused;
    private boolean quarantined;

    /** Nothing. */
    public Attention() {}

    boolean isCalled() {
        return state.get() != 0;
    }

    synchronized void paused(boolean on) {
        paused = on;
        call();
    }

    synchronized void quarantined(boolean on) {
        quarantined = on;
        call();
    }

    private void call() {
        state.set(paused || quarantined ? CALLED : 0);
    }
}
