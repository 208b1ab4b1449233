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

    /** Whether a worker has nothing to do. */
    boolean anyRests();

    /** Whether the deadline of a close is over, so that nothing further is to begin. */
    boolean isStopping();

    /** Whether no job is accepted any more. */
    boolean isClosed();

    /** Whether the user propagates contexts, so that {@link #inContext} matters. */
    boolean hasContext();

    /** A body as it will be run in the context of the current thread, which is the caller's. */
    Runnable inContext(Runnable body);

    /**
     * A job that is not offered to the pool yet.
     *
     * @param body as it will be run
     * @param options priority and label
     */
    Task<Void> task(Runnable body, JobOptions options);

    /**
     * Through the front door: what the pool does when it is full is its policy's affair.
     *
     * @param mostNanos how long to wait for room, if the policy does not say less
     */
    void enter(Task<Void> task, JobOptions options, long mostNanos);

    /** Accepts a job if there is room at once, which nobody else can see yet. A refusal is not counted. */
    boolean tryAdmit(Task<Void> task, JobOptions options);

    /** Makes an accepted job visible to the workers. */
    void publish(Task<Void> task, JobOptions options);

    /** A user's callback has thrown; tells it, throws nothing. */
    void told(String part, Throwable failure);
}
