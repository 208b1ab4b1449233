package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one pool, valid by construction. Applications use {@link WorkerPoolBuilder}, which documents each of them; this
 * record is what providers of pools and recorders get.
 *
 * @param name the pool's name
 * @param minWorkers the smallest size, and the first
 * @param maxWorkers the largest size
 * @param queueCapacity how many jobs may be accepted and not started
 * @param laneCapacity elements in a worker's lane
 * @param chunking the most jobs that a worker takes at once
 * @param whenFull what a submit does when the pool is full
 * @param dispatch who moves jobs to the workers
 * @param sizing who decides the size
 * @param latency how many jobs have their latency recorded
 * @param closeDeadline how long {@code close()} lets jobs run on
 * @param daemon whether threads made without a factory are daemons
 * @param threadFactory makes the threads, or null for the pool's own
 * @param uncaughtHandler told of exceptions of jobs, or null for the log
 * @param contextPropagation wraps each job on its submitter's thread, or null
 * @param admitByPrediction whether jobs with a budget for the wait are refused when it cannot be kept
 * @param priorityShares how often each band is served
 * @param quarantineAfter how many workers a job may kill before it is run no more
 * @param resetThreadLocals whether thread locals are forgotten after each job
 * @param stuckJobs what is done about jobs that run too long
 * @param slos the pool's objectives, each with its own name
 * @param shadow decides the size without acting, or null
 * @param listeners told of what happens
 */
public record PoolConfig(
        String name,
        int minWorkers,
        int maxWorkers,
        int queueCapacity,
        int laneCapacity,
        int chunking,
        WhenFull whenFull,
        Dispatch dispatch,
        SizingPolicy sizing,
        LatencySampling latency,
        Duration closeDeadline,
        boolean daemon,
        @Nullable ThreadFactory threadFactory,
        @Nullable UncaughtExceptionHandler uncaughtHandler,
        @Nullable UnaryOperator<Runnable> contextPropagation,
        boolean admitByPrediction,
        PriorityShares priorityShares,
        int quarantineAfter,
        boolean resetThreadLocals,
        StuckJobs stuckJobs,
        List<Slo> slos,
        @Nullable SizingPolicy shadow,
        List<PoolListener> listeners) {

    /** The largest number of workers. */
    public static final int MAX_WORKERS = 32_767;
    /** The largest queue capacity, 2^30. */
    public static final int MAX_QUEUE_CAPACITY = 1 << 30;
    /** The largest chunk. */
    public static final int MAX_CHUNK = 32;

    static final int DEFAULT_QUEUE_CAPACITY = 1_024;
    static final int DEFAULT_LANE_CAPACITY = 256;
    static final int DEFAULT_QUARANTINE_AFTER = 3;
    static final Duration DEFAULT_CLOSE_DEADLINE = Duration.ofSeconds(30);

    private static final int MIN_LANE_CAPACITY = 4;

    /** Checks every setting and names all problems in one {@link IllegalArgumentException}. */
    public PoolConfig {
        requireNonNull(name, "name");
        requireNonNull(whenFull, "whenFull");
        requireNonNull(dispatch, "dispatch");
        requireNonNull(sizing, "sizing");
        requireNonNull(latency, "latency");
        requireNonNull(closeDeadline, "closeDeadline");
        requireNonNull(priorityShares, "priorityShares");
        requireNonNull(stuckJobs, "stuckJobs");
        slos = List.copyOf(slos);
        listeners = List.copyOf(listeners);
        Problems problems = new Problems();
        problems.name(name);
        problems.workers(minWorkers, maxWorkers, dispatch);
        problems.range("queueCapacity", queueCapacity, 1, MAX_QUEUE_CAPACITY);
        problems.range("laneCapacity", laneCapacity, MIN_LANE_CAPACITY, Integer.MAX_VALUE);
        problems.spares(stuckJobs.spares(), maxWorkers);
        problems.lanes(laneCapacity, maxWorkers, Math.max(0, stuckJobs.spares()));
        problems.range("chunking", chunking, 1, MAX_CHUNK);
        problems.require(!closeDeadline.isNegative(), "closeDeadline must be >= 0, was %s", closeDeadline);
        problems.sizing(sizing);
        problems.share("high", priorityShares.high());
        problems.share("normal", priorityShares.normal());
        problems.share("low", priorityShares.low());
        problems.range("quarantineAfter", quarantineAfter, 1, Integer.MAX_VALUE);
        problems.stuckJobs(stuckJobs);
        problems.slos(slos, latency);
        if (shadow != null) {
            problems.sizing(shadow);
        }
        problems.throwIfAny();
    }

    /**
     * Checks new bounds of the size by the same rules.
     *
     * @throws IllegalArgumentException if they break one
     */
    public void checkWorkers(int newMin, int newMax) {
        Problems problems = new Problems();
        problems.workers(newMin, newMax, dispatch);
        problems.spares(stuckJobs.spares(), newMax);
        problems.lanes(laneCapacity, newMax, stuckJobs.spares());
        problems.throwIfAny();
    }

    /**
     * Checks another policy by the same rules.
     *
     * @throws IllegalArgumentException if it breaks one
     */
    public static void checkSizing(SizingPolicy policy) {
        requireNonNull(policy, "policy");
        Problems problems = new Problems();
        problems.sizing(policy);
        problems.throwIfAny();
    }
}
