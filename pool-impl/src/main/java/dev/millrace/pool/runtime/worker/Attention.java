package dev.millrace.pool.runtime.worker;

/** Whether there is anything that a worker must look at before it begins a job: one flag for all rare reasons, so that they cost each job one reading together. Thread-safe: set under the monitor, read by workers. */
public final class Attention {
    private volatile boolean called;
    private boolean paused;
    private boolean quarantined;

    /** Nothing. */
    public Attention() {}

    boolean isCalled() {
        return called;
    }

    synchronized void paused(boolean on) {
        paused = on;
        called = paused || quarantined;
    }

    synchronized void quarantined(boolean on) {
        quarantined = on;
        called = paused || quarantined;
    }
}
