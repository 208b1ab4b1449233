package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Describes a pool. Every setting has a default; {@link #build} checks all of them together and names every problem in one
 * {@link IllegalArgumentException}, before any thread is started.
 *
 * <p>Not thread-safe. May be reused: each {@code build} makes a new pool.
 */
public final class WorkerPoolBuilder {
    private final String name;
    private int minWorkers = 1;
    private int maxWorkers = Math.max(1, Runtime.getRuntime().availableProcessors());
    private int queueCapacity = PoolConfig.DEFAULT_QUEUE_CAPACITY;
    private int laneCapacity = PoolConfig.DEFAULT_LANE_CAPACITY;
    private int chunking = PoolConfig.MAX_CHUNK;
    private WhenFull whenFull = WhenFull.block();
    private Dispatch dispatch = Dispatch.cooperative();
    private SizingPolicy sizing = SizingPolicy.thresholds();
    private LatencySampling latency = LatencySampling.SAMPLED;
    private Duration closeDeadline = PoolConfig.DEFAULT_CLOSE_DEADLINE;
    private boolean daemon;
    private @Nullable ThreadFactory threadFactory;
    private @Nullable UncaughtExceptionHandler uncaughtHandler;
    private @Nullable UnaryOperator<Runnable> contextPropagation;
    private boolean admitByPrediction;
    private PriorityShares priorityShares = PriorityShares.DEFAULT;
    private int quarantineAfter = PoolConfig.DEFAULT_QUARANTINE_AFTER;
    private boolean resetThreadLocals;
    private StuckJobs stuckJobs = StuckJobs.DEFAULT;
    private List<Slo> slos = List.of();
    private @Nullable SizingPolicy shadow;
    private final List<PoolListener> listeners = new ArrayList<>();

    WorkerPoolBuilder(String name) {
        this.name = requireNonNull(name, "name");
    }

    /** A pool of a fixed size, 1 to 32,767. */
    public WorkerPoolBuilder workers(int workers) {
        return workers(workers, workers);
    }

    /** A pool that {@link #sizing} moves between two sizes; it starts at the smaller. Default: 1 and the number of processors. */
    public WorkerPoolBuilder workers(int minWorkers, int maxWorkers) {
        this.minWorkers = minWorkers;
        this.maxWorkers = maxWorkers;
        return this;
    }

    /** How many jobs may be accepted and not started, 1 to 2^30; exact, whatever its value. Default 1,024. Their places are reserved by {@link #build}, so that no accepted job can lack one: 24 bytes each, for as many as the next power of two. */
    public WorkerPoolBuilder queueCapacity(int jobs) {
        this.queueCapacity = jobs;
        return this;
    }

    /**
     * How many elements a worker's lane holds, at least 4; rounded up to a power of two. Lanes add nothing to the capacity. Default 256.
     */
    public WorkerPoolBuilder laneCapacity(int elements) {
        this.laneCapacity = elements;
        return this;
    }

    /**
     * The most jobs that a worker takes at once, 1 to 32; it takes fewer when the backlog is small, and one when jobs run long. What it
     * took stays reachable for others. Default 32.
     */
    public WorkerPoolBuilder chunking(int maxJobs) {
        this.chunking = maxJobs;
        return this;
    }

    /** What a submit does when the pool is full. Default {@link WhenFull#block()}. */
    public WorkerPoolBuilder whenFull(WhenFull policy) {
        this.whenFull = requireNonNull(policy, "policy");
        return this;
    }

    /** Who moves jobs from the queue to the workers. Default {@link Dispatch#cooperative()}. */
    public WorkerPoolBuilder dispatch(Dispatch dispatch) {
        this.dispatch = requireNonNull(dispatch, "dispatch");
        return this;
    }

    /** Who decides the size between the bounds. Default {@link SizingPolicy#thresholds()}. */
    public WorkerPoolBuilder sizing(SizingPolicy policy) {
        this.sizing = requireNonNull(policy, "policy");
        return this;
    }

    /** How many jobs have their latency recorded, when a recorder is present. Default {@link LatencySampling#SAMPLED}. */
    public WorkerPoolBuilder latency(LatencySampling sampling) {
        this.latency = requireNonNull(sampling, "sampling");
        return this;
    }

    /** How long {@link WorkerPool#close()} lets accepted jobs run on before it hands them back. Default 30 s. */
    public WorkerPoolBuilder closeDeadline(Duration deadline) {
        this.closeDeadline = requireNonNull(deadline, "deadline");
        return this;
    }

    /** Whether the pool's own threads are daemons; of no effect on those of a given factory. Default false. */
    public WorkerPoolBuilder daemon(boolean daemon) {
        this.daemon = daemon;
        return this;
    }

    /**
     * Makes the threads of workers and dispatchers. Default: threads named {@code millrace-<pool>-<n>} that inherit no thread locals. A factory may also give virtual threads.
     *
     * <p>It is called by whoever builds or resizes the pool, by the controller and, for workers that are hired because a job waits, is stuck, has ended its thread or could not get one before, by a thread of the pool's own that has nothing of that job's; perhaps by several of these at once. No lock of
     * the pool is held meanwhile, and a factory that takes its time delays only what asked for the thread. Where it throws, that is told ({@link WorkerPool#decisions}, the log), and it is asked again after 100 ms to 5 s; in {@link #build} it fails the build.
     */
    public WorkerPoolBuilder threadFactory(ThreadFactory factory) {
        this.threadFactory = requireNonNull(factory, "threadFactory");
        return this;
    }

    /**
     * Told of each exception that a job without a handle throws, on the worker's thread; must be thread-safe. What it throws itself is logged and
     * dropped. Default: a warning through {@link System.Logger}, at most ten a second.
     */
    public WorkerPoolBuilder uncaughtHandler(UncaughtExceptionHandler handler) {
        this.uncaughtHandler = requireNonNull(handler, "uncaughtHandler");
        return this;
    }

    /**
     * Wraps each job on the thread that submits it, so that it runs in the submitter's context (log markers, traces, security); whoever runs it, and wherever. What it throws, or a null that it gives, is the submitter's
     * error, and the job is not accepted. Handed-back jobs come back without the wrapper. Default: none.
     */
    public WorkerPoolBuilder contextPropagation(UnaryOperator<Runnable> wrapper) {
        this.contextPropagation = requireNonNull(wrapper, "contextPropagation");
        return this;
    }

    /** Admits each job that has a budget for the wait as {@link JobOptions#admitByPrediction} says. Default: only those that ask for it. */
    public WorkerPoolBuilder admitByPrediction() {
        this.admitByPrediction = true;
        return this;
    }

    /** How often each band of {@link Priority} is served while all have jobs, each 1 to 1,000. Default 16, 4 and 1. */
    public WorkerPoolBuilder priorityShares(int high, int normal, int low) {
        this.priorityShares = new PriorityShares(high, normal, low);
        return this;
    }

    /**
     * How many workers a job may kill before it is quarantined: refused when it is submitted (by the {@code try} methods with false or nothing, else with a {@link java.util.concurrent.RejectedExecutionException}), and
     * where it waits already ended as failed, with that exception, without being run. A job is known by its label ({@link JobOptions#label}), else by being the same object. A worker is killed by a {@code ThreadDeath}; a job
     * that runs in place, inside another one or on its submitter's thread, kills nobody. Default 3.
     */
    public WorkerPoolBuilder quarantineAfter(int deaths) {
        this.quarantineAfter = deaths;
        return this;
    }

    /**
     * Whether a worker forgets all thread locals after each job, inheritable ones included, so that none leaks into the next; those of jobs that run in place, inside another one, go with the outer one. Needs {@code
     * --add-opens java.base/java.lang=dev.millrace.pool.runtime} ({@code ALL-UNNAMED} on the class path); without it {@link #build} fails and says so. Default false.
     */
    public WorkerPoolBuilder resetThreadLocals(boolean reset) {
        this.resetThreadLocals = reset;
        return this;
    }

    /** What to do about jobs that run too long. Default: each that has run a minute is reported once, with its stack. */
    public WorkerPoolBuilder stuckJobs(StuckJobs settings) {
        this.stuckJobs = requireNonNull(settings, "stuckJobs");
        return this;
    }

    /**
     * The pool's objectives, instead of those that were named before; each with a name of its own, see {@link Slo}. One of latency needs a recorder that can count ({@code dev.millrace:pool-metrics}), and {@link #latency} that is
     * not off: without them {@link #build} fails and says so, since it could never be seen to be broken. Default: none.
     */
    public WorkerPoolBuilder slo(Slo... objectives) {
        requireNonNull(objectives, "objectives");
        for (int i = 0; i < objectives.length; i++) {
            requireNonNull(objectives[i], "objectives[" + i + "]");
        }
        this.slos = List.of(objectives);
        return this;
    }

    /** Decides the size beside {@link #sizing}, without acting; see {@link WorkerPool#shadow}. Default: none. */
    public WorkerPoolBuilder shadow(SizingPolicy policy) {
        this.shadow = requireNonNull(policy, "policy");
        return this;
    }

    /** Told of what happens in the pool, beside those named before. */
    public WorkerPoolBuilder listener(PoolListener listener) {
        this.listeners.add(requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Checks the settings, builds the pool and starts its first workers.
     *
     * @throws IllegalArgumentException if settings break rules: one line a problem
     * @throws IllegalStateException if no implementation is on the class or module path, if the first threads cannot be made,
     *     if the JVM does not allow {@link #resetThreadLocals}, or if nothing records the latency that an {@link #slo} is about
     */
    public WorkerPool build() {
        PoolConfig config = config();
        return PoolProviders.provider().create(config);
    }

    /**
     * The settings as they stand, checked.
     *
     * @throws IllegalArgumentException if settings break rules: one line a problem
     */
    public PoolConfig config() {
        return new PoolConfig(
                name,
                minWorkers,
                maxWorkers,
                queueCapacity,
                laneCapacity,
                chunking,
                whenFull,
                dispatch,
                sizing,
                latency,
                closeDeadline,
                daemon,
                threadFactory,
                uncaughtHandler,
                contextPropagation,
                admitByPrediction,
                priorityShares,
                quarantineAfter,
                resetThreadLocals,
                stuckJobs,
                slos,
                shadow,
                listeners);
    }
}
