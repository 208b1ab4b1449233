package dev.millrace.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The jobs of one key of a pool: they run one at a time, in the order in which they were submitted, on whichever worker is idle. What a job did is visible to the next one of its key. Jobs of other keys, and jobs without one, go on meanwhile, also while a job
 * of this key hangs.
 *
 * <p>A view that is cheap to make and needs no closing. Keys are equal by {@code equals}; theirs and {@code hashCode} must not change, must be quick and must not use the pool. A key for which no job waits or runs costs nothing.
 *
 * <p>A job of a key takes one place in the pool's bound until it starts, as any other. A pool that is full treats it by {@link WhenFull}, but for what would break the order: under {@link WhenFull#callerRuns}, {@link
 * WhenFull#dropNewest} and {@link WhenFull#dropOldest} the submitter waits for room, and a waiting job of a key is never dropped for another one.
 *
 * <p><b>On a worker of a full pool that would wait</b>: the jobs of the key that wait run in place, in order, until there is room; if none is left, the submitted job runs in place as the key's next one. While another worker runs the key's jobs, the submit waits for
 * it, unless that one waits for this one. A job that submits to its own key in a full pool is refused, as nothing else is sure to make room.
 *
 * <p><b>On a worker that waits for the handle of such a job</b>: if nobody runs the key's jobs they run in place, in order, up to the awaited one. A job that waits for a later one of its own key is refused with an {@link IllegalStateException}, as any circle is.
 */
public interface KeyedExecutor extends Executor {

    /** The key. */
    Object key();

    /**
     * Submits a job.
     *
     * @throws RejectedExecutionException as {@link WorkerPool#execute}; and on a worker that would have to wait for room for ever
     */
    @Override
    void execute(Runnable job);

    /** Submits a job if there is room at once: never blocks, never runs a job in place. False: full or closed, and counted rejected. */
    boolean tryExecute(Runnable job);

    /**
     * Submits a job and gives its handle.
     *
     * @throws RejectedExecutionException as {@link #execute}
     */
    <T> JobHandle<T> submit(Callable<T> job);

    /**
     * Submits a job with a budget or a label.
     *
     * @throws IllegalArgumentException if the priority is not {@link Priority#NORMAL}: a job cannot be in front of earlier ones of its key
     * @throws HopelessJobException as {@link WorkerPool#submit(Callable, JobOptions)}
     * @throws RejectedExecutionException as {@link #execute}
     */
    <T> JobHandle<T> submit(Callable<T> job, JobOptions options);

    /** Submits a job without a value: its handle gives null. */
    JobHandle<?> submit(Runnable job);

    /** Submits a job without a value, with a budget or a label; as {@link #submit(Callable, JobOptions)}. */
    JobHandle<?> submit(Runnable job, JobOptions options);

    /** How many jobs of the key are accepted and have not started. */
    int waiting();
}
