package dev.millrace.bench;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A pool of fixed workers under comparison. A submit that finds it full waits for room. Thread-safe, but for {@link #wake} and
 * {@link #rest}, which nobody calls while jobs are sent.
 */
public interface Contender extends AutoCloseable {

    /** Submits one job. */
    void execute(Runnable job);

    /**
     * Submits jobs one by one. Each contender has this loop in its own words: the JIT then knows the pool that it calls, as it does
     * in a program that has one.
     */
    void executeEach(Runnable[] jobs);

    /** Submits one job with a handle. */
    default Future<?> submit(Runnable job) {
        FutureTask<?> handle = new FutureTask<>(job, null);
        execute(handle);
        return handle;
    }

    /** Submits jobs together, as one element of the queue. */
    void executeTogether(Runnable[] jobs);

    /** Called by a producer before it submits so many jobs one after the other; a pool without a bound of its own waits here. */
    default void awaitRoom(int jobs) {}

    /** Called before a round. A contender whose threads spin while idle starts them here. */
    default void wake() {}

    /** Called after a round, when all jobs have ended: whoever would spin until the next one ends its threads here. */
    default void rest() {}

    /** How many sleeping workers it has woken so far, or -1 if it does not tell. */
    default long wakes() {
        return -1;
    }

    @Override
    void close();
}
