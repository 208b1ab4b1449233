package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.Callable;

/** The pool as its fan-outs see it. Thread-safe. */
public interface FanHost {

    /** The pool as its handles see it. */
    Home home();

    /** The pool's timer. */
    Alarm alarm();

    /** The most workers that there may be now. */
    int workers();

    /** Whether the current thread is one of the pool's workers. */
    boolean onWorker();

    /** Whether jobs wait that have not started. */
    boolean othersWait();

    /** Whether no job is accepted any more. */
    boolean isClosed();

    /** A user's job as it will be run, once, in the context of the current thread, which is the caller's. */
    <T> Callable<T> prepared(Callable<T> job);

    /** The same for a job without a value. */
    Runnable prepared(Runnable job);

    /** A body as it will be run in the context of the current thread, which is the caller's. */
    Runnable inContext(Runnable body);

    /**
     * A job for {@link #submit} and {@link #trySubmit}.
     *
     * @param body as it will be run
     * @param options priority and label
     */
    Task<Void> task(Runnable body, JobOptions options);

    /** Through the front door: what the pool does when it is full is its policy's affair. */
    default void submit(Task<?> task, JobOptions options) {
        submit(task, options, Long.MAX_VALUE);
    }

    /**
     * The same.
     *
     * @param mostNanos how long it may wait for room, if the policy does not say less
     */
    void submit(Task<?> task, JobOptions options, long mostNanos);

    /**
     * On the current thread, inside the job that it runs, as the pool does it for a worker that finds it full.
     *
     * @throws java.util.concurrent.RejectedExecutionException if jobs already run too deep inside each other
     */
    void runHere(Task<?> task);

    /** If there is room at once. */
    boolean trySubmit(Task<?> task, JobOptions options);

    /** Whether workers are to start further jobs: the pool neither pauses nor stops. */
    boolean goesOn();

    /** Jobs were run that never went into the pool: counts them as run by their submitter. */
    void ranOutside(int jobs);

    /** A user's callback has thrown; tells it, throws nothing. */
    void told(String part, Throwable failure);
}
