package dev.millrace.pool.runtime;

import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.job.Elements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code invokeAll}: all jobs, each done in the end, be it cancelled since the time was over or the call failed. Confined to one thread. */
final class AllOf<T> {
    private final Engine engine;
    private final List<Task<T>> tasks;

    /** Looks at all jobs before it submits any. */
    AllOf(Engine engine, Collection<? extends Callable<T>> jobs) {
        this.engine = engine;
        List<Callable<T>> all = Elements.listOf(jobs, "jobs");
        this.tasks = new ArrayList<>(all.size());
        for (Callable<T> job : all) {
            tasks.add(engine.handles.task(job));
        }
    }

    List<Future<T>> await(long nanos) throws InterruptedException {
        boolean allDone = false;
        try {
            Deadline deadline = new Deadline(engine, nanos);
            allDone = submitAll(deadline) && awaitAll(deadline);
            return new ArrayList<>(tasks);
        } finally {
            if (!allDone) {
                tasks.forEach(task -> task.cancel(true));
            }
        }
    }

    private boolean submitAll(Deadline deadline) throws InterruptedException {
        for (Task<T> task : tasks) {
            if (deadline.leftNanos() <= 0 || !deadline.submit(task)) {
                return false;
            }
        }
        return true;
    }

    private boolean awaitAll(Deadline deadline) throws InterruptedException {
        for (Task<T> task : tasks) {
            if (!task.isDone() && !awaitOne(task, deadline)) {
                return false;
            }
        }
        return true;
    }

    /** However it ends, it ends; that it failed is its future's to say. */
    private boolean awaitOne(Task<T> task, Deadline deadline) throws InterruptedException {
        try {
            if (deadline.isNone()) {
                task.get();
            } else {
                task.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (CancellationException | ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
        return true;
    }
}
