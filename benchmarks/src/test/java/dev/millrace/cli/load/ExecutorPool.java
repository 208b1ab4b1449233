package dev.millrace.cli.load;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A plain pool to try the tool on, as far as the tool uses one: honest by itself, and cheated by a test that overrides {@link #perform}. Public, with all that is called, for the sake of the proxy. */
public class ExecutorPool {
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

    /** This as a pool; what the tool does not use is not supported. */
    WorkerPool asPool() {
        return (WorkerPool) Proxy.newProxyInstance(
                WorkerPool.class.getClassLoader(), new Class<?>[] {WorkerPool.class}, (proxy, method, arguments) -> {
                    try {
                        return ExecutorPool.class
                                .getMethod(method.getName(), method.getParameterTypes())
                                .invoke(this, arguments);
                    } catch (NoSuchMethodException e) {
                        throw new UnsupportedOperationException(method.toString(), e);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Runs one job on a worker. */
    protected void perform(Runnable job) {
        job.run();
    }

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

    public void executeAll(Collection<? extends Runnable> jobs) {
        jobs.forEach(this::execute);
    }

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

    public void close() {
        close(Duration.ofSeconds(10));
    }

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
                        workers,
                        workers,
                        workers,
                        live,
                        executor.getActiveCount(),
                        0,
                        0,
                        live,
                        0,
                        0,
                        0,
                        false,
                        0,
                        0,
                        0),
                new PoolStats.Flow(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new PoolStats.Fans(0, 0, 0, 0, 0),
                PoolStats.Rejections.NONE,
                PoolStats.Resizes.NONE);
    }

    public PoolState state() {
        return executor.isTerminated() ? PoolState.TERMINATED : PoolState.RUNNING;
    }

    public String name() {
        return "executor";
    }

    public String explain() {
        return "a ThreadPoolExecutor of " + workers;
    }

    public List<SizingRecord> decisions() {
        return List.of();
    }

    public Optional<LatencyRecorder> latency() {
        return Optional.empty();
    }
}
