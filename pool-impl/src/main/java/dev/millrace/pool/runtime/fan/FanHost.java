package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Task;

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
    void submit(Task<Void> task, JobOptions options);

    /** If there is room at once. */
    boolean trySubmit(Task<Void> task, JobOptions options);

    /** A user's callback has thrown; tells it, throws nothing. */
    void told(String part, Throwable failure);
}
