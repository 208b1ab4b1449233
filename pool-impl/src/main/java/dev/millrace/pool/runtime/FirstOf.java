package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.runtime.handle.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code invokeAny}: the value of the first job that succeeds. Jobs are submitted while none has; a worker of the pool that waits here runs in place those that nobody has begun. In the end those that are left are cancelled. Confined to
 * one thread.
 */
final class FirstOf<T> {
    private final Engine engine;
    private final Iterator<? extends Callable<T>> jobs;
    private final List<Task<T>> submitted;
    private final LinkedBlockingQueue<Task<T>> done = new LinkedBlockingQueue<>();
    private @Nullable ExecutionException failure;
    private int helped;

    FirstOf(Engine engine, Collection<? extends Callable<T>> jobs) {
        this.engine = engine;
        if (jobs.isEmpty()) {
            throw new IllegalArgumentException("jobs must not be empty");
        }
        this.jobs = jobs.iterator();
        this.submitted = new ArrayList<>(jobs.size());
    }

    @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // a job's value may be null
    T await(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        try {
            int running = 0;
            while (jobs.hasNext() || running > 0) {
                Task<T> ended = done.poll();
                if (ended == null && jobs.hasNext()) {
                    submitNext();
                    running++;
                } else if (ended == null && !helpOne()) {
                    ended = next(nanos, start);
                }
                if (ended != null) {
                    running--;
                    if (succeeded(ended)) {
                        return ended.get();
                    }
                }
            }
            throw requireNonNull(failure);
        } finally {
            submitted.forEach(task -> task.cancel(true));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void submitNext() {
        Task<T> task = engine.handles.task(jobs.next());
        submitted.add(task);
        task.onCompletion(outcome -> done.add(task));
        engine.handles.submit(task);
    }

    /** Only a worker of the pool helps. */
    private boolean helpOne() {
        while (helped < submitted.size()) {
            if (submitted.get(helped++).tryHelp()) {
                return true;
            }
        }
        return false;
    }

    private Task<T> next(long nanos, long start) throws InterruptedException, TimeoutException {
        if (nanos == Long.MAX_VALUE) {
            return done.take();
        }
        Task<T> ended = done.poll(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        if (ended == null) {
            throw new TimeoutException("none of " + submitted.size() + " jobs has succeeded after "
                    + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
        }
        return ended;
    }

    private boolean succeeded(Task<T> ended) throws InterruptedException {
        try {
            ended.get();
            return true;
        } catch (ExecutionException e) {
            failure = e;
        } catch (CancellationException e) {
            failure = new ExecutionException(e);
        }
        return false;
    }
}
