package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link HandlerPool}. A handler is all that must be given; {@link #build} names every problem, those of the pool below included, in one {@link IllegalArgumentException}, before any thread is started.
 *
 * <p>Not thread-safe. May be reused: each {@code build} makes a new pool.
 *
 * @param <J> what the pool's jobs are
 */
public final class HandlerPoolBuilder<J> {
    private final Class<J> type;
    private final WorkerPoolBuilder pool;
    private @Nullable Supplier<? extends Handler<? super J>> handlers;
    private @Nullable Supplier<? extends BatchHandler<? super J>> batchHandlers;
    private int maxBatch = 1;
    private @Nullable Integer renewAfterErrors;
    private @Nullable Duration renewAfter;
    private int keepDeadLetters = HandlerPoolConfig.DEFAULT_DEAD_LETTERS;
    private @Nullable Consumer<? super DeadLetter<J>> onDeadLetter;

    HandlerPoolBuilder(String name, Class<J> type) {
        this.pool = new WorkerPoolBuilder(name);
        this.type = requireNonNull(type, "type");
    }

    // ---- handlers

    /**
     * Makes a handler for each worker, on the worker's thread; called again when one is renewed. Must give a new one each time, unless its handlers have no state. It may be called by several threads at once.
     */
    public HandlerPoolBuilder<J> handler(Supplier<? extends Handler<? super J>> supplier) {
        this.handlers = requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Makes a batch handler for each worker, as {@link #handler} does.
     *
     * @param maxJobs the most jobs a call gets, 1 to 65,536
     */
    public HandlerPoolBuilder<J> batchHandler(int maxJobs, Supplier<? extends BatchHandler<? super J>> supplier) {
        this.batchHandlers = requireNonNull(supplier, "supplier");
        this.maxBatch = maxJobs;
        return this;
    }

    /** Renews a handler that has thrown so many exceptions in a row, at least 1: it is closed, and a new one opened, before the worker's next job. Default: never. */
    public HandlerPoolBuilder<J> renewAfterErrors(int errors) {
        this.renewAfterErrors = errors;
        return this;
    }

    /** Renews a handler that is so old, counted from its {@code open}, before the worker's next job. Default: never. */
    public HandlerPoolBuilder<J> renewAfter(Duration age) {
        this.renewAfter = requireNonNull(age, "age");
        return this;
    }

    /** How many {@linkplain HandlerPool#deadLetters dead letters} are kept, the newest ones; 0 to 1,048,576. Default 64. */
    public HandlerPoolBuilder<J> keepDeadLetters(int letters) {
        this.keepDeadLetters = letters;
        return this;
    }

    /** Told of each dead letter, on the worker's thread, before the job's handle is done; must be thread-safe. What it throws is logged. */
    public HandlerPoolBuilder<J> onDeadLetter(Consumer<? super DeadLetter<J>> listener) {
        this.onDeadLetter = requireNonNull(listener, "listener");
        return this;
    }

    // ---- the pool below

    /** See {@link WorkerPoolBuilder#workers(int)}. */
    public HandlerPoolBuilder<J> workers(int workers) {
        return pool(below -> below.workers(workers));
    }

    /** See {@link WorkerPoolBuilder#workers(int, int)}. */
    public HandlerPoolBuilder<J> workers(int minWorkers, int maxWorkers) {
        return pool(below -> below.workers(minWorkers, maxWorkers));
    }

    /** See {@link WorkerPoolBuilder#queueCapacity}. */
    public HandlerPoolBuilder<J> queueCapacity(int jobs) {
        return pool(below -> below.queueCapacity(jobs));
    }

    /** See {@link WorkerPoolBuilder#whenFull}. A job that runs on its submitter's thread gets a handler for itself, opened and closed around it. */
    public HandlerPoolBuilder<J> whenFull(WhenFull policy) {
        return pool(below -> below.whenFull(policy));
    }

    /** See {@link WorkerPoolBuilder#dispatch}. */
    public HandlerPoolBuilder<J> dispatch(Dispatch dispatch) {
        return pool(below -> below.dispatch(dispatch));
    }

    /** See {@link WorkerPoolBuilder#sizing}. */
    public HandlerPoolBuilder<J> sizing(SizingPolicy policy) {
        return pool(below -> below.sizing(policy));
    }

    /** See {@link WorkerPoolBuilder#latency}. */
    public HandlerPoolBuilder<J> latency(LatencySampling sampling) {
        return pool(below -> below.latency(sampling));
    }

    /** See {@link WorkerPoolBuilder#closeDeadline}. */
    public HandlerPoolBuilder<J> closeDeadline(Duration deadline) {
        return pool(below -> below.closeDeadline(deadline));
    }

    /** See {@link WorkerPoolBuilder#daemon}. */
    public HandlerPoolBuilder<J> daemon(boolean daemon) {
        return pool(below -> below.daemon(daemon));
    }

    /** See {@link WorkerPoolBuilder#threadFactory}. */
    public HandlerPoolBuilder<J> threadFactory(ThreadFactory factory) {
        return pool(below -> below.threadFactory(factory));
    }

    /** See {@link WorkerPoolBuilder#uncaughtHandler}. */
    public HandlerPoolBuilder<J> uncaughtHandler(UncaughtExceptionHandler handler) {
        return pool(below -> below.uncaughtHandler(handler));
    }

    /** How many handlers, or workers, a job may kill before it is a {@link DeadLetter}. Default 3. */
    public HandlerPoolBuilder<J> quarantineAfter(int deaths) {
        return pool(below -> below.quarantineAfter(deaths));
    }

    /** Any other setting of the pool below, at once: {@code pool(below -> below.chunking(8).laneCapacity(64))}. */
    public HandlerPoolBuilder<J> pool(Consumer<? super WorkerPoolBuilder> settings) {
        requireNonNull(settings, "settings").accept(pool);
        return this;
    }

    /**
     * Checks the settings, builds the pool and starts its first workers, which then open their handlers.
     *
     * @throws IllegalArgumentException if settings break rules: one line a problem
     * @throws IllegalStateException as {@link WorkerPoolBuilder#build}
     */
    public HandlerPool<J> build() {
        HandlerPoolConfig<J> config = config();
        return PoolProviders.provider().createHandlers(config);
    }

    /**
     * The settings as they stand, checked.
     *
     * @throws IllegalArgumentException if settings break rules: one line a problem
     */
    public HandlerPoolConfig<J> config() {
        Problems problems = new Problems();
        HandlerPoolConfig.check(
                problems,
                type,
                handlers != null,
                batchHandlers != null,
                maxBatch,
                renewAfterErrors,
                renewAfter,
                keepDeadLetters);
        PoolConfig below = problems.collect(pool::config);
        problems.throwIfAny();
        return new HandlerPoolConfig<>(
                type,
                requireNonNull(below, "pool"),
                handlers,
                batchHandlers,
                maxBatch,
                renewAfterErrors,
                renewAfter,
                keepDeadLetters,
                onDeadLetter);
    }
}
