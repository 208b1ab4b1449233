package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Priority;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.handle.BudgetTask;
import dev.millrace.pool.runtime.handle.KeyedTask;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.stats.Fate;
import dev.millrace.pool.runtime.strand.Hottest;
import dev.millrace.pool.runtime.strand.Key;
import dev.millrace.pool.runtime.strand.Strands;
import dev.millrace.pool.runtime.worker.StackProbe;
import java.util.concurrent.Callable;

/** The way in of jobs with a key. Each takes its place in the bound as any job does, then its turn in its key's strand. Thread-safe. */
final class Keys {
    private static final int HOT_KEYS = 8;

    private final Engine pool;
    private final Admission admission;
    private final KeyedEntrance entrance;
    private final Publisher publisher;
    final Strands strands;

    Keys(Engine pool, Strands strands, KeyedEntrance entrance) {
        this.pool = pool;
        this.admission = pool.admission;
        this.publisher = pool.publisher;
        this.strands = strands;
        this.entrance = entrance;
    }

    Key key(Object value) {
        return new Key(strands, requireNonNull(value, "key"));
    }

    // ---- jobs without a handle

    void execute(Object key, Runnable submitted) {
        Runnable job = pool.submission.prepared(submitted);
        pool.submission.checkpoint.check(job);
        long position = admission.tryAdmit(1);
        if (position < 0) {
            Key line = key(key);
            position = entrance.insist(position, line, new KeyedTask<>(pool.custodian, job, line), job, Long.MAX_VALUE);
        }
        if (position >= 0) {
            add(key, job, position);
        }
    }

    boolean tryExecute(Object key, Runnable submitted) {
        Runnable job = pool.submission.prepared(submitted);
        if (pool.submission.checkpoint.refuses(job)) {
            return false;
        }
        long position = admission.tryAdmit(1);
        if (pool.entrance.refused(position, 1)) {
            return false;
        }
        add(key, job, position);
        return true;
    }

    private void add(Object key, Runnable job, long position) {
        pool.queue.expectArbitrated();
        try {
            strands.add(key, publisher.stampedIfSampled(job, position));
        } catch (Throwable failure) { // of the key's own methods, or no memory
            pool.custodian.left(Fate.CANCELLED);
            throw failure;
        }
    }

    // ---- jobs with a handle

    <T> JobHandle<T> submit(Key key, Callable<T> job) {
        return submit(key, new KeyedTask<>(pool.custodian, pool.handles.inContext(job), key), Long.MAX_VALUE);
    }

    JobHandle<?> submit(Key key, Runnable job) {
        KeyedTask<Void> task = new KeyedTask<>(pool.custodian, pool.submission.prepared(job), key);
        return submit(key, task, Long.MAX_VALUE);
    }

    <T> JobHandle<T> submit(Key key, Callable<T> job, JobOptions options) {
        return submit(key, pool.handles.task(job, checked(options), key), options);
    }

    JobHandle<?> submit(Key key, Runnable job, JobOptions options) {
        return submit(key, pool.handles.task(job, checked(options), key), options);
    }

    private static JobOptions checked(JobOptions options) {
        if (requireNonNull(options, "options").priority() != Priority.NORMAL) {
            throw new IllegalArgumentException(
                    "options: the priority of a job with a key must be NORMAL, was " + options.priority());
        }
        return options;
    }

    private <T> JobHandle<T> submit(Key key, BudgetTask<T> task, JobOptions options) {
        pool.handles.refuseHopeless(task, options);
        return submit(key, task, task.leftToStartNanos());
    }

    private <T> Task<T> submit(Key key, Task<T> task, long mostNanos) {
        StackProbe.check();
        pool.submission.checkpoint.check(task);
        long position = admission.tryAdmit(1);
        if (position < 0) {
            position = entrance.insist(position, key, task, task::runInside, mostNanos);
        }
        if (position >= 0) {
            add(key, task, position);
        }
        return task;
    }

    private void add(Key key, Task<?> task, long position) {
        publisher.mark(task, position);
        if (task instanceof BudgetTask<?> budgeted) {
            pool.handles.watch(budgeted);
        }
        try {
            strands.add(key.value(), task);
        } catch (Throwable failure) { // of the key's own methods, or no memory
            task.cancel(false);
            throw failure;
        }
    }

    // ---- what is known of them

    Hottest hottest() {
        return Hottest.of(strands, HOT_KEYS, admission.depth());
    }
}
