package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.KeyedJobs;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.worker.Lives;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pool that users hold: each of its verbs, and the part that does it. */
final class AdaptivePool extends Observation implements WorkerPool {
    private static final int LARGEST_BATCH = 1 << 16;
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

    private final PoolConfig config;
    private final Submission submission;
    private final Handles handles;
    private final ExecutorView view;

    private AdaptivePool(PoolConfig config, @Nullable Lives lives) {
        super(config, lives);
        this.config = config;
        submission = engine.submission;
        handles = engine.handles;
        view = new ExecutorView(this, engine);
    }

    /** In one line what there is of it now. */
    @Override
    public String toString() {
        PoolStats now = stats();
        return "WorkerPool[" + now.name() + ", " + now.state() + ", workers "
                + now.workers().live() + ", busy "
                + now.workers().busy() + ", waiting " + now.depth().total() + " of "
                + now.depth().capacity()
                + ", accepted " + now.jobs().accepted() + ", completed "
                + now.jobs().completed() + ", failed "
                + now.jobs().failed() + "]";
    }

    static AdaptivePool start(PoolConfig config) {
        return new AdaptivePool(config, null);
    }

    /** A pool whose workers have something with them as long as they live. */
    static AdaptivePool start(PoolConfig config, Lives lives) {
        return new AdaptivePool(config, lives);
    }

    // ---- the ways in

    @Override
    public void execute(Runnable job) {
        submission.execute(job);
    }

    @Override
    public boolean tryExecute(Runnable job) {
        return submission.tryExecute(job);
    }

    @Override
    public void executeAll(Collection<? extends Runnable> jobs) {
        submission.executeAll(jobs);
    }

    @Override
    public boolean tryExecuteAll(Collection<? extends Runnable> jobs) {
        return submission.tryExecuteAll(jobs);
    }

    @Override
    public <T> JobHandle<T> submit(Callable<T> job) {
        return handles.submit(handles.task(job));
    }

    @Override
    public <T> JobHandle<T> submit(Callable<T> job, JobOptions options) {
        return handles.submit(handles.task(job, requireNonNull(options, "options")), options);
    }

    @Override
    public JobHandle<?> submit(Runnable job) {
        return handles.submit(handles.task(job));
    }

    @Override
    public JobHandle<?> submit(Runnable job, JobOptions options) {
        return handles.submit(handles.task(job, requireNonNull(options, "options")), options);
    }

    @Override
    public <T> Optional<JobHandle<T>> trySubmit(Callable<T> job) {
        return handles.trySubmit(handles.task(job));
    }

    @Override
    public <T> Optional<JobHandle<T>> trySubmit(Callable<T> job, JobOptions options) {
        return handles.trySubmit(handles.task(job, requireNonNull(options, "options")), options);
    }

    @Override
    public Optional<JobHandle<?>> trySubmit(Runnable job) {
        return handles.trySubmit(handles.task(job)).map(handle -> handle);
    }

    @Override
    public Optional<JobHandle<?>> trySubmit(Runnable job, JobOptions options) {
        return handles.trySubmit(handles.task(job, requireNonNull(options, "options")), options)
                .map(handle -> handle);
    }

    @Override
    public BatchingSubmitter batching(int size, Duration linger) {
        return batcher(size, linger, false);
    }

    @Override
    public BatchingSubmitter adaptiveBatching(int maxSize, Duration linger) {
        return batcher(maxSize, linger, true);
    }

    private Batcher batcher(int size, Duration linger, boolean adaptive) {
        requireNonNull(linger, "linger");
        if (size < 1 || size > LARGEST_BATCH) {
            throw new IllegalArgumentException("batch size must be 1.." + LARGEST_BATCH + ", was " + size);
        }
        if (linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0) {
            throw new IllegalArgumentException("linger must be 0.." + LONGEST_LINGER + ", was " + linger);
        }
        return engine.batchers.add(
                new Batcher(engine, size, linger.toNanos(), () -> adaptive && engine.idle.anyRests()));
    }

    @Override
    public KeyedExecutor keyed(Object key) {
        return new KeyView(engine.keys, key);
    }

    @Override
    public <J> KeyedJobs<J> keyed(Function<? super J, ?> keyOf, Consumer<? super J> handler) {
        return new TypedKeys<>(engine.keys, keyOf, handler);
    }

    @Override
    public PoolExecutorService asExecutorService() {
        return view;
    }

    // ---- by hand

    @Override
    public void resize(int minWorkers, int maxWorkers) {
        config.checkWorkers(minWorkers, maxWorkers);
        refuseIfClosed();
        engine.sizer.bounds(minWorkers, maxWorkers);
        engine.lookAgain();
    }

    @Override
    public void sizing(SizingPolicy policy) {
        PoolConfig.checkSizing(policy);
        refuseIfClosed();
        engine.controller.change(policy);
        engine.lookAgain();
    }

    @Override
    public void pause() {
        refuseIfClosed();
        if (engine.pause.set(true)) {
            engine.sizer.note("pause()");
        }
        if (engine.admission.isClosed()) {
            engine.pause.set(false);
        }
    }

    @Override
    public void resume() {
        if (engine.pause.set(false)) {
            engine.sizer.note("resume()");
        }
    }

    private void refuseIfClosed() {
        if (engine.admission.isClosed()) {
            throw new IllegalStateException("pool '" + config.name() + "' is closed");
        }
    }

    @Override
    public void shadow(@Nullable SizingPolicy policy) {
        if (policy != null) {
            PoolConfig.checkSizing(policy);
        }
        refuseIfClosed();
        engine.controller.changeShadow(policy);
        engine.lookAgain();
    }

    @Override
    public boolean releaseFromQuarantine(String job) {
        return engine.quarantine.release(requireNonNull(job, "job"));
    }

    // ---- the end

    @Override
    public void close() {
        DrainReport report = close(config.closeDeadline());
        if (!report.complete() && report.stats().state() == PoolState.TERMINATED) {
            engine.failures.warn(report::toString);
        }
    }

    @Override
    public DrainReport close(Duration deadline) {
        requireNonNull(deadline, "deadline");
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("deadline must be >= 0, was " + deadline);
        }
        return engine.closing.close(deadline);
    }

    @Override
    public void closeWhen(CompletionStage<?> done) {
        requireNonNull(done, "done").whenComplete((value, failure) -> closeLater());
    }

    private void closeLater() {
        try {
            engine.closing.closeLater(config.closeDeadline());
        } catch (Throwable failure) {
            engine.failures.ofPart("the close that a signal asked for", failure);
        }
    }

    @Override
    public CompletionStage<DrainReport> whenClosed() {
        return engine.closing.whenClosed();
    }
}
