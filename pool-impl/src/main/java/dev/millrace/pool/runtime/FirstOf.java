package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.handle.Rest;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.job.Elements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code invokeAny}: the value of the first job that succeeds. Jobs are submitted while none has; a worker of the pool that waits here runs in place those that nobody has begun. In the end those that are left are cancelled. Confined to
 * one thread.
 */
final class FirstOf<T> {
    private final Engine engine;
    private final Iterator<Callable<T>> jobs;
    private final List<Task<T>> submitted;
    /** Those that have ended. Added to by whoever ends them, who wakes the caller after that. */
    private final ConcurrentLinkedQueue<Task<T>> done = new ConcurrentLinkedQueue<>();

    private final Rest rest = new Rest();
    /** The one that the caller, a worker, runs in place. Written before {@code decided} is read; read by who has written that. */
    private volatile @Nullable Task<T> helping;
    /** Whether one has succeeded. */
    private volatile boolean decided;

    private @Nullable ExecutionException failure;
    private int helped;

    FirstOf(Engine engine, Collection<? extends Callable<T>> jobs) {
        this.engine = engine;
        List<Callable<T>> all = Elements.listOf(jobs, "jobs");
        if (all.isEmpty()) {
            throw new IllegalArgumentException("jobs must not be empty");
        }
        this.jobs = all.iterator();
        this.submitted = new ArrayList<>(all.size());
    }

    @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // a job's value may be null
    T await(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        Deadline deadline = new Deadline(engine, nanos);
        try {
            int running = 0;
            while (jobs.hasNext() || running > 0) {
                Task<T> ended = done.poll();
                if (ended == null && jobs.hasNext()) {
                    submitNext(deadline);
                    running++;
                } else if (ended == null && !helpOne()) {
                    ended = next(deadline);
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
    private void submitNext(Deadline deadline) throws InterruptedException, TimeoutException {
        Task<T> task = engine.handles.task(jobs.next());
        submitted.add(task);
        task.onCompletion(outcome -> ended(task, outcome instanceof Outcome.Value));
        if (!deadline.submit(task)) {
            throw timeout();
        }
    }

    /** The caller may be inside another one, which would never end by itself. */
    private void ended(Task<T> task, boolean succeeded) {
        done.add(task);
        if (succeeded) {
            decided = true;
            Task<T> other = helping;
            if (other != null && other != task) {
                other.cancel(true);
            }
        }
        rest.wake();
    }

    /** Only a worker of the pool helps. */
    private boolean helpOne() {
        while (helped < submitted.size() && !decided) {
            Task<T> next = submitted.get(helped++);
            helping = next;
            boolean ran = !decided && next.tryHelp();
            helping = null;
            if (ran) {
                return true;
            }
        }
        return false;
    }

    private Task<T> next(Deadline deadline) throws InterruptedException, TimeoutException {
        if (!rest.until(() -> !done.isEmpty(), deadline.leftNanos())) {
            throw timeout();
        }
        return done.remove();
    }

    private TimeoutException timeout() {
        return new TimeoutException("none of " + submitted.size() + " jobs has succeeded in time");
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
