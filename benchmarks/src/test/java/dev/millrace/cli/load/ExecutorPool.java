package dev.millrace.cli.load;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.KeyedJobs;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plain pool to try the tool on: honest by itself, and cheated by a test that overrides {@link #perform}. */
class ExecutorPool implements WorkerPool {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final int workers;
    private final int capacity;
    private final ThreadPoolExecutor executor;
    private @Nullable DrainReport end;

    ExecutorPool(int workers, int capacity) {
        this.workers = workers;
        this.capacity = capacity;
        this.executor = new ThreadPoolExecutor(
                workers, workers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(capacity), this::waitForRoom);
    }

    private void waitForRoom(Runnable job, ThreadPoolExecutor full) {
        try {
            while (!full.getQueue().offer(job, 1, TimeUnit.MILLISECONDS)) {
                if (full.isShutdown()) {
                    throw new RejectedExecutionException("closed");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(e);
        }
    }

    /** Runs one job on a worker. */
    protected void perform(Runnable job) {
        job.run();
    }

    @Override
    public void execute(Runnable job) {
        try {
            executor.execute(() -> performAndCount(job));
            accepted.increment();
        } catch (RejectedExecutionException e) {
            rejected.increment();
            throw e;
        }
    }

    private void performAndCount(Runnable job) {
        try {
            perform(job);
            completed.increment();
        } catch (RuntimeException e) {
            failed.increment();
        }
    }

    @Override
    public void executeAll(Collection<? extends Runnable> jobs) {
        jobs.forEach(this::execute);
    }

    @Override
    public boolean tryExecute(Runnable job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean tryExecuteAll(Collection<? extends Runnable> jobs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized DrainReport close(Duration deadline) {
        if (end == null) {
            long begin = System.nanoTime();
            executor.shutdown();
            await(deadline);
            List<Runnable> left = List.copyOf(executor.shutdownNow());
            end = new DrainReport(stats(), left, List.of(), Duration.ofNanos(System.nanoTime() - begin));
        }
        return end;
    }

    private void await(Duration deadline) {
        try {
            executor.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    @Override
    public PoolStats stats() {
        long ended = completed.sum() + failed.sum();
        int depth = executor.getQueue().size();
        int live = executor.getPoolSize();
        return new PoolStats(
                name(),
                state(),
                new PoolStats.Jobs(accepted.sum(), ended, completed.sum(), failed.sum(), 0, 0, 0, 0, rejected.sum(), 0),
                new PoolStats.Depth(depth, capacity, depth, 0, 0, 0, 0),
                new PoolStats.Workers(
                        workers, workers, workers, live, executor.getActiveCount(), 0, 0, live, 0, 0, 0, false),
                new PoolStats.Flow(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new PoolStats.Fans(0, 0));
    }

    @Override
    public PoolState state() {
        return executor.isTerminated() ? PoolState.TERMINATED : PoolState.RUNNING;
    }

    @Override
    public String name() {
        return "executor";
    }

    @Override
    public String explain() {
        return "a ThreadPoolExecutor of " + workers;
    }

    @Override
    public void resize(int minWorkers, int maxWorkers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SizingRecord> decisions() {
        return List.of();
    }

    @Override
    public Optional<LatencyRecorder> latency() {
        return Optional.empty();
    }

    // ---- what the tool does not use

    @Override
    public <T> JobHandle<T> submit(Callable<T> job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> JobHandle<T> submit(Callable<T> job, JobOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobHandle<?> submit(Runnable job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobHandle<?> submit(Runnable job, JobOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<JobHandle<T>> trySubmit(Callable<T> job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<JobHandle<T>> trySubmit(Callable<T> job, JobOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BatchingSubmitter batching(int size, Duration linger) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BatchingSubmitter adaptiveBatching(int maxSize, Duration linger) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyedExecutor keyed(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <J> KeyedJobs<J> keyed(Function<? super J, ?> keyOf, Consumer<? super J> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<KeyLoad> hotKeys() {
        return List.of();
    }

    @Override
    public PoolExecutorService asExecutorService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isPaused() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sizing(SizingPolicy policy) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void closeWhen(CompletionStage<?> done) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<DrainReport> whenClosed() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<QuarantinedJob> quarantine() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean releaseFromQuarantine(String job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<JobHandle<?>> trySubmit(Runnable job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<JobHandle<?>> trySubmit(Runnable job, JobOptions options) {
        throw new UnsupportedOperationException();
    }
}
