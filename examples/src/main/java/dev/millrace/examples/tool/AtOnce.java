package dev.millrace.examples.tool;

import java.util.concurrent.Callable;

/** Counts how many are inside at the same time, by the example's own eyes and not the pool's. Thread-safe. */
public final class AtOnce {
    private int inside; // guarded by this
    private int most; // guarded by this

    /** Does what is given, and counts it as inside meanwhile. */
    public <T> T watch(Callable<T> work) throws Exception {
        enter();
        try {
            return work.call();
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        inside++;
        most = Math.max(most, inside);
    }

    private synchronized void leave() {
        inside--;
    }

    /** The most that were inside at the same time. */
    public synchronized int most() {
        return most;
    }
}
