package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.stats.Fate;
import java.util.function.BooleanSupplier;

/** The pool as its handles see it. Thread-safe. */
public interface Home {

    /** The pool's name. */
    String name();

    /**
     * Called by whoever is about to run a job.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the pool does not run this one any more
     */
    default void check(TaskState<?> task, Object job) {}

    /** An accepted job has left the bound unstarted. */
    void left(Fate fate);

    /** An accepted job has left the bound since a thread begins it that did not take it from a queue. */
    void helped();

    /** Such a job has ended. */
    void helpedEnd(boolean completed);

    /** On a worker of this pool, inside another job, by who holds its turn: runs an accepted job that has no handle and was not taken from a queue, with all that is counted of it. */
    void help(Runnable job);

    /** Calls an action of the user's: now, or soon on another thread if others rely on the current one. What it throws is told. */
    void act(Runnable action);

    /** On a worker of this pool: runs something inside the job that it is in, isolated from it. */
    void inPlace(Runnable inner);

    /**
     * The same for one thing after the other, each isolated from the next, until there is none or the outer job was stopped.
     *
     * @param step does one; false if there is none
     */
    default void inPlaceEach(Runner worker, BooleanSupplier step) {
        worker.insideEach(step, () -> {});
    }

    /** Before a worker of this pool sleeps until a job of any pool is done that others run. */
    void waiting(Runner worker);

    /** While it still sleeps, now and then. */
    void stillWaiting();

    /** After {@link #waiting}. */
    void waited(Runner worker);
}
