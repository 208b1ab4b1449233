package dev.millrace.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of worker threads that steal work from each other.
 *
 * <p>Jobs enter one shared bounded queue, are spread over per-worker lanes, and start in about the order of their submission; with
 * one worker exactly in that order, but for jobs of a key: those that wait together run in one turn, ahead of others between them. The bound counts every job that was accepted and has not started, wherever it lies, and is exact.
 *
 * <p>All methods may be called from any thread. What a thread did before it submitted a job is visible to the job. A job starts with a
 * clear interrupt flag and the worker's own name, priority and context class loader, whatever the job before it did.
 *
 * <pre>{@code
 * try (WorkerPool pool = WorkerPool.builder("images").workers(2, 8).queueCapacity(10_000).build()) {
 *     pool.execute(() -> resize(image));
 * } // close() runs what was accepted, then ends the threads
 * }</pre>
 */
public interface WorkerPool extends Executor, FanOutPool, ObservablePool, AutoCloseable {

    /**
     * Starts the description of a pool.
     *
     * @param name 1 to 64 characters of {@code [A-Za-z0-9._-]}; part of thread names, errors and reports
     */
    static WorkerPoolBuilder builder(String name) {
        return new WorkerPoolBuilder(name);
    }

    /**
     * Submits a job. When the pool is full, {@link WhenFull} decides: the default waits for room.
     *
     * <p>On a worker of this same pool a submit that would have to wait runs the job in place instead, up to 16 deep: nothing else is
     * sure to make room while that worker waits.
     *
     * @throws RejectedExecutionException if the pool is closed, if it is full and the policy refuses, if the wait for room timed out
     *     or was interrupted (the flag stays set and the cause is the {@link InterruptedException}), or if the pool
     *     {@linkplain Slo#shedding sheds load}
     */
    @Override
    void execute(Runnable job);

    /** Submits a job if there is room at once: never blocks, never runs the job in place. False: full or closed, and counted rejected. */
    boolean tryExecute(Runnable job);

    /**
     * Submits jobs as one element with one admission, all or none; in the order of iteration. Each job is run, counted, isolated and
     * stolen by itself. An empty collection does nothing.
     *
     * @throws IllegalArgumentException if there are more jobs than the queue capacity
     * @throws RejectedExecutionException as {@link #execute}
     */
    void executeAll(Collection<? extends Runnable> jobs);

    /**
     * Submits jobs as {@link #executeAll} does, if there is room for all of them at once; never blocks, never runs a job in place.
     *
     * @throws IllegalArgumentException if there are more jobs than the queue capacity
     */
    boolean tryExecuteAll(Collection<? extends Runnable> jobs);

    /**
     * Submits a job and gives its handle. When the pool is full, {@link WhenFull} decides as for {@link #execute}; a dropped job's handle is completed.
     *
     * @throws RejectedExecutionException as {@link #execute}
     */
    <T> JobHandle<T> submit(Callable<T> job);

    /**
     * Submits a job with a budget, a priority or a label.
     *
     * @throws HopelessJobException if it is admitted by prediction and cannot start in time
     * @throws RejectedExecutionException as {@link #execute}
     */
    <T> JobHandle<T> submit(Callable<T> job, JobOptions options);

    /** Submits a job without a value: its handle gives null. */
    JobHandle<?> submit(Runnable job);

    /** Submits a job without a value, with a budget, a priority or a label. */
    JobHandle<?> submit(Runnable job, JobOptions options);

    /** Submits a job if there is room at once, as {@link #tryExecute} does. Empty: full, closed or hopeless, and counted rejected. */
    <T> Optional<JobHandle<T>> trySubmit(Callable<T> job);

    /** Submits a job with options if there is room at once, as {@link #tryExecute} does. Empty: full, closed or hopeless, and counted rejected. */
    <T> Optional<JobHandle<T>> trySubmit(Callable<T> job, JobOptions options);

    /** Submits a job without a value if there is room at once. Empty: full or closed, and counted rejected. */
    Optional<JobHandle<?>> trySubmit(Runnable job);

    /** Submits a job without a value and with options if there is room at once. Empty: full, closed or hopeless, and counted rejected. */
    Optional<JobHandle<?>> trySubmit(Runnable job, JobOptions options);

    /**
     * A way in that collects jobs and publishes them together; close it when it is no longer used.
     *
     * @param size how many jobs are collected, 1 to 65,536
     * @param linger how long at most a job is held back, up to 1 s; with zero each is published at once
     * @throws IllegalArgumentException if size or linger is out of its range
     */
    BatchingSubmitter batching(int size, Duration linger);

    /**
     * A way in whose batches follow the load: while a worker is idle each job is published at once, else they are collected as by {@link #batching}.
     *
     * @param maxSize how many jobs at most are collected, 1 to 65,536
     * @param linger how long at most a job is held back, up to 1 s; with zero each is published at once
     * @throws IllegalArgumentException if size or linger is out of its range
     */
    BatchingSubmitter adaptiveBatching(int maxSize, Duration linger);

    /** The jobs of one key, which run one at a time in the order of their submission; see {@link KeyedExecutor}. */
    KeyedExecutor keyed(Object key);

    /**
     * A way in for values that are handled one at a time and in order by key; see {@link KeyedJobs}.
     *
     * @param keyOf gives a value's key; called on the submitter's thread
     * @param handler what is done with a value; called on a worker
     */
    <J> KeyedJobs<J> keyed(Function<? super J, ?> keyOf, Consumer<? super J> handler);

    /** This pool for code that asks for an {@link java.util.concurrent.ExecutorService}; always the same view. Shutting it down closes the pool. */
    PoolExecutorService asExecutorService();

    /**
     * Lets workers start no further job, until {@link #resume}; each may still start the one that it has just taken. Jobs that run go on, and so do those that they wait for and run in place; so do jobs that their submitter runs. Jobs are
     * accepted as before, up to the bound. A close with a deadline resumes the pool; one that hands back at once does not.
     *
     * @throws IllegalStateException if the pool is closed
     */
    void pause();

    /** Lets jobs start again. */
    void resume();

    /**
     * Changes the policy that decides the size, or its settings, from its next look on; recorded in {@link #decisions} with the one before. What the policy had seen so far is forgotten.
     *
     * <pre>{@code
     * pool.sizing(SizingPolicy.thresholds().growAbove(0.5).step(4).period(Duration.ofSeconds(1)));
     * }</pre>
     *
     * @throws IllegalArgumentException if the policy's settings break rules; nothing changes then
     * @throws IllegalStateException if the pool is closed
     */
    void sizing(SizingPolicy policy);

    /**
     * Has another policy decide beside the pool's own, without acting: to compare before a change. Its decisions are in {@link #shadowDecisions}; they begin anew with each policy that is new, and stay when there is none any more.
     *
     * <p>It is asked on the same snapshots, after the pool's policy, with a memory of its own: at each look of the pool's policy, unless its period is longer; then at the first look at which that has passed, on the load of all the time since it was
     * asked last. Beside {@link SizingPolicy#fixed()} it is asked as often as it wants, while there is load. What it wants is clamped to the pool's bounds; where these leave no choice it is not asked. When it throws, that is recorded and changes
     * nothing; one that blocks keeps the pool's own policy from its next look.
     *
     * <pre>{@code
     * pool.shadow(SizingPolicy.thresholds().growAbove(0.5)); // and later, if what it said was better
     * pool.sizing(SizingPolicy.thresholds().growAbove(0.5));
     * }</pre>
     *
     * @param policy null for none
     * @throws IllegalArgumentException if the policy's settings break rules; nothing changes then
     * @throws IllegalStateException if the pool is closed
     */
    void shadow(@Nullable SizingPolicy policy);

    /**
     * Lets a quarantined job run again, and forgets what it did.
     *
     * @param job its {@linkplain QuarantinedJob#job name}
     * @return false if no such job is quarantined
     */
    boolean releaseFromQuarantine(String job);

    /**
     * Changes the bounds of the pool's size in one step; the size moves into them at once. Workers that are too many end after their
     * current job, and what they had taken is left to the others.
     *
     * @throws IllegalArgumentException if {@code 1 <= minWorkers <= maxWorkers <= 32767} does not hold, or {@code maxWorkers} is less
     *     than the number of dispatchers; nothing changes then
     * @throws IllegalStateException if the pool is closed
     */
    void resize(int minWorkers, int maxWorkers);

    /**
     * Closes with the deadline of the builder ({@link WorkerPoolBuilder#closeDeadline}). A report that is not
     * {@linkplain DrainReport#complete() complete} is logged as a warning; use {@link #close(Duration)} to have it.
     */
    @Override
    void close();

    /**
     * Closes the pool: refuses new jobs at once, lets the workers run what was accepted, and returns when their threads have ended.
     * At the deadline, or when the calling thread is interrupted, jobs that have not started are handed back in the report, running
     * jobs are interrupted, and those that still run a second later are reported with their threads and stacks.
     *
     * <p>May be called by many threads, and again: all wait for the one close and get its outcome; a shorter deadline wins. Called by a
     * job of this pool it begins the close and returns at once with a report of the moment that is not complete.
     *
     * @param deadline how long to let jobs run on; zero hands back at once
     * @throws IllegalArgumentException if the deadline is negative
     */
    DrainReport close(Duration deadline);
    /**
     * Closes with the deadline of the builder when {@code done} completes, however it does. The thread that completes it does not wait for the end; {@link #whenClosed} tells of it. May be called for several signals: the first
     * counts.
     */
    void closeWhen(CompletionStage<?> done);

    /**
     * Completes with the report when the close is over, whoever brought it about; at once if it is. Always the same, and cannot be completed from outside. What depends on it runs on the thread that ends the close, which
     * waits for it, so it should be short.
     */
    CompletionStage<DrainReport> whenClosed();
}
