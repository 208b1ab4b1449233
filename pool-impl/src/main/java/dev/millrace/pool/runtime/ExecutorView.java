package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.handle.Task;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The pool as an ExecutorService: jobs with the pool's own handles, also where others ask {@link AbstractExecutorService} to make them; and the pool's close in the words of that interface. Thread-safe. */
final class ExecutorView extends AbstractExecutorService implements PoolExecutorService {
    private final WorkerPool pool;
    private final Engine engine;

    ExecutorView(WorkerPool pool, Engine engine) {
        this.pool = pool;
        this.engine = engine;
    }

    @Override
    public WorkerPool pool() {
        return pool;
    }

    @Override
    public String toString() {
        return "ExecutorService of " + pool;
    }

    // ---- submitting

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is the caller's already
    public void execute(Runnable job) {
        if (job instanceof Task<?> task && task.isFreshAt(engine.custodian)) {
            engine.handles.submit(task);
        } else {
            engine.submission.execute(job);
        }
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> job) {
        return engine.handles.task(job);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable job, T result) {
        return engine.handles.task(Executors.callable(job, result));
    }

    @Override
    public <T> JobHandle<T> submit(Callable<T> job) {
        return engine.handles.submit(engine.handles.task(job));
    }

    @Override
    public <T> JobHandle<T> submit(Runnable job, T result) {
        return engine.handles.submit(engine.handles.task(Executors.callable(requireNonNull(job, "job"), result)));
    }

    @Override
    public JobHandle<?> submit(Runnable job) {
        return engine.handles.submit(engine.handles.task(job));
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> jobs) throws InterruptedException {
        return new AllOf<>(engine, jobs).await(Long.MAX_VALUE);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> jobs, long timeout, TimeUnit unit)
            throws InterruptedException {
        return new AllOf<>(engine, jobs).await(requireNonNull(unit, "unit").toNanos(timeout));
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> jobs) throws InterruptedException, ExecutionException {
        try {
            return new FirstOf<>(engine, jobs).await(Long.MAX_VALUE);
        } catch (TimeoutException e) {
            throw new AssertionError("a wait without a limit was over", e);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> jobs, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new FirstOf<>(engine, jobs).await(requireNonNull(unit, "unit").toNanos(timeout));
    }

    // ---- closing

    @Override
    public void shutdown() {
        engine.closing.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return engine.closing.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return engine.admission.isClosed();
    }

    @Override
    public boolean isTerminated() {
        return engine.closing.isOver();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = requireNonNull(unit, "unit").toNanos(timeout);
        if (engine.closing.waitsForMe() && !isTerminated()) {
            throw new IllegalStateException(
                    Thread.currentThread().getName() + ": the end of pool '" + pool.name() + "' waits for this thread");
        }
        return engine.closing.awaitEnd(nanos);
    }

    @Override
    public void close() {
        shutdown();
        boolean interrupted = false;
        boolean ended = engine.closing.waitsForMe();
        while (!ended) {
            try {
                ended = awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                if (!interrupted) {
                    interrupted = true;
                    shutdownNow().forEach(ExecutorView::completeHandle);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody gets these jobs, so nobody else could. */
    private static void completeHandle(@Nullable Runnable unrun) {
        if (unrun instanceof Task<?> task) {
            task.handBack();
        }
    }
}
