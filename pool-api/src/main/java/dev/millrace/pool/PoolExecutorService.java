package dev.millrace.pool;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * A pool as an {@link ExecutorService}, for code that knows nothing else; it keeps the contract that {@link java.util.concurrent.ThreadPoolExecutor} documents. A full pool answers by its {@link WhenFull} policy.
 *
 * <p>There is one view a pool, and shutting it down closes the pool. Where it differs from ThreadPoolExecutor: {@link #shutdownNow} lists no cancelled jobs, {@code invokeAll}, {@code invokeAny} and {@code get} on a worker
 * of the pool run in place what has not started, and waiting there for the end of the pool is refused with an {@link IllegalStateException} instead of never ending; as it is in an action on completion that the close itself calls.
 * The limit and the interrupt of {@code invokeAll} and {@code invokeAny} also reach a wait for room.
 *
 * <p>{@link #isTerminated} and {@link #awaitTermination} speak of jobs, as the interface says: while one runs that ignored its interrupt they say that it is not over, even where the pool's own close, which ends in bounded
 * time, has reported it and has returned.
 */
public interface PoolExecutorService extends ExecutorService, AutoCloseable {

    /** The pool behind it. */
    WorkerPool pool();

    @Override
    <T> JobHandle<T> submit(Callable<T> job);

    @Override
    <T> JobHandle<T> submit(Runnable job, T result);

    @Override
    JobHandle<?> submit(Runnable job);

    /**
     * Refuses new jobs, interrupts those that run, and gives back those that never started, as they were submitted: the {@code Runnable} of {@link #execute}, the handle of {@code submit}. Such a handle is not done; it can be
     * run by hand, being a {@link java.util.concurrent.RunnableFuture}, submitted to another pool, or cancelled; a {@linkplain WorkerPool#close close} of the pool itself completes those with which nothing was done, since it completes every handle.
     */
    @Override
    List<Runnable> shutdownNow();

    /**
     * Shuts down and waits for the end, however long that takes; interrupted, it stops the jobs as {@link #shutdownNow} does, waits on, and keeps the interrupt. Called by a job of the pool it shuts down and returns.
     */
    @Override
    void close();
}
