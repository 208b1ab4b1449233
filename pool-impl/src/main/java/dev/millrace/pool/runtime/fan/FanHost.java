package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

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

    /** What is open. */
    Fans fans();

    /** Who could not get a turn into the full pool. */
    LateCalls lateCalls();

    /** Whether all workers wait for jobs, and jobs for a worker, though as many were hired as may be; or the pool is paused. Such a job is then run by who waits for it. */
    boolean starves();

    /** Whether a worker has nothing to do. */
    boolean anyRests();

    /** Whether the deadline of a close is over, so that nothing further is to begin. */
    boolean isStopping();

    /** Whether no job is accepted any more. */
    boolean isClosed();

    /** Whether the user propagates contexts, so that {@link #inContext} matters. */
    boolean hasContext();

    /** A user's job as it will be run, once, in the context of the current thread, which is the caller's. */
    <T> Callable<T> prepared(Callable<T> job);

    /** The same for a job without a value. */
    Runnable prepared(Runnable job);

    /** A body as it will be run in the context of the current thread, which is the caller's. */
    Runnable inContext(Runnable body);

    /**
     * Through the front door: what the pool does when it is full is its policy's affair.
     *
     * @param mostNanos how long to wait for room, if the policy does not say less
     */
    void enter(Task<Void> task, JobOptions options, long mostNanos);

    /** Accepts a job if there is room at once, which nobody else can see yet. A refusal is not counted. */
    boolean tryAdmit(Task<Void> task, JobOptions options);

    /**
     * Waits for room for one job without a thread, in line with the submitters that wait.
     *
     * @param told called once with the position of a job that is accepted now, for {@link #accept}, or a negative number if the pool was closed: on any thread, perhaps at once; must be short and not throw
     * @return ends the wait, unless it was answered
     */
    Runnable awaitRoom(JobOptions options, LongConsumer told);

    /** Notes in a job that it is the one which was accepted at a position. */
    void accept(Task<Void> task, long position);

    /** Makes an accepted job visible to the workers. */
    void publish(Task<Void> task, JobOptions options);

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

    /** Tells of what is not as it should be, in the log. */
    void warn(String text);
}
