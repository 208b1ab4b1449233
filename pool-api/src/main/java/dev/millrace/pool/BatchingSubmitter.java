package dev.millrace.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Collects single jobs and publishes them together, which costs a fraction of publishing each by itself. A job is accepted, and takes its place in the bound, when it is added; what is delayed is only that workers see it.
 *
 * <p>What was collected is published when it is full, when the oldest job has waited for the linger, when the pool has no room for the next job, at {@link #flush}, and when this or the pool is closed. While nothing is
 * collected there is no timer and no thread.
 *
 * <p>Thread-safe: any number of threads may share one, but each having its own is faster.
 */
public interface BatchingSubmitter extends Executor, AutoCloseable {

    /**
     * Accepts a job as {@link WorkerPool#execute} does, and collects it.
     *
     * @throws RejectedExecutionException as {@code WorkerPool.execute}, and if this is closed
     */
    void add(Runnable job);

    /**
     * Accepts a job as {@link WorkerPool#submit(Callable)} does, and collects it.
     *
     * @throws RejectedExecutionException as {@code WorkerPool.submit}, and if this is closed
     */
    <T> JobHandle<T> submit(Callable<T> job);

    /**
     * Accepts a job without a value, as {@link WorkerPool#submit(Runnable)} does, and collects it.
     *
     * @throws RejectedExecutionException as {@code WorkerPool.submit}, and if this is closed
     */
    JobHandle<?> submit(Runnable job);

    /** The same as {@link #add}. */
    @Override
    default void execute(Runnable job) {
        add(job);
    }

    /** Publishes what is collected. */
    void flush();

    /** How many jobs are collected and not published. */
    int collected();

    /** Publishes what is collected; takes no jobs from then on. The pool stays open. */
    @Override
    void close();
}
