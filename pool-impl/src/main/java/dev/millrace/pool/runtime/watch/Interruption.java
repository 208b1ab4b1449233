package dev.millrace.pool.runtime.watch;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.worker.Actions;

/**
 * Interrupts stuck jobs, and nothing else. One with a handle times out, as if it had a budget for its run: its own state says whom the interrupt reaches. One without a handle, or whose handle is done already, is poked
 * ({@link Runner#poke}). By the watch's thread.
 */
final class Interruption {
    private final Actions actions;

    Interruption(Actions actions) {
        this.actions = actions;
    }

    /** Interrupts what runs on the outermost level; false if it has ended. */
    boolean interrupt(StuckCase stuck) {
        Task<?> task = stuck.worker.outermost();
        if (!stuck.run.isGoing()) {
            return false; // the task may be the next one
        }
        if (task == null || task.wasStopped()) {
            return stuck.worker.poke(stuck.run::isGoing);
        }
        timeOut(task);
        return true;
    }

    /** Whoever waits for it is told; by another thread, since on this one others rely. */
    void timeOut(Task<?> task) {
        Thread current = Thread.currentThread();
        actions.spare(current);
        try {
            task.overdue();
        } finally {
            actions.spareNoMore(current);
        }
    }
}
