package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.jfr.FlushCause;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.worker.StackProbe;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are accepted one by one and published together. Guarded by its monitor, which is never held while a submitter waits for room: what is collected is published first, and the job that had to wait is published by itself.
 *
 * <p>What can fail for want of memory comes before a job is accepted, or before anything is changed: what is collected stays collected until it is published.
 *
 * <p>One alarm is set while something is collected, for the oldest job of the moment when it was set; when it comes and a younger one is the oldest now, it is set again. So a stream of full batches costs an alarm a linger, not one a batch.
 */
final class Batcher implements BatchingSubmitter {
    private static final @Nullable Object[] NONE = {};

    private final Engine pool;
    private final Alarm alarm;
    private final int size;
    private final long lingerNanos;
    private final BooleanSupplier atOnce;
    /** {@link #NONE} while nothing is collected: who holds one and does not use it holds no array. */
    private @Nullable Object[] collected = NONE;

    private int count;
    /** When the oldest of them was collected, if it was held back. */
    private long oldestNanos;

    private boolean alarmed;
    private boolean closed;

    /** @param atOnce whether a job is not to be held back now */
    Batcher(Engine pool, int size, long lingerNanos, BooleanSupplier atOnce) {
        this.pool = pool;
        this.alarm = pool.alarms;
        this.size = size;
        this.lingerNanos = lingerNanos;
        this.atOnce = atOnce;
    }

    @Override
    public void add(Runnable submitted) {
        Runnable job = pool.submission.prepared(submitted);
        pool.submission.checkpoint.check(job);
        long position = collect(job);
        if (position < 0) {
            flush();
            position = pool.entrance.insist(position, job);
            if (position >= 0) {
                pool.publisher.publish(job, position);
            }
        }
    }

    @Override
    public <T> JobHandle<T> submit(Callable<T> job) {
        return submit(pool.handles.task(job));
    }

    @Override
    public JobHandle<?> submit(Runnable job) {
        return submit(pool.handles.task(job));
    }

    private <T> JobHandle<T> submit(Task<T> task) {
        StackProbe.check();
        pool.submission.checkpoint.check(task);
        long position = collect(task);
        if (position < 0) {
            flush();
            position = pool.entrance.insist(position, task);
            if (position >= 0) {
                pool.publisher.publish(task, position);
            }
        }
        return task;
    }

    /** Accepts a job if there is room at once; gives what the admission said. */
    private synchronized long collect(Runnable job) {
        if (closed) {
            pool.entrance.refused(Admission.CLOSED, 1);
            throw new RejectedExecutionException(
                    "this batching submitter of pool '" + pool.config.name() + "' is closed");
        }
        makePlace();
        long position = pool.admission.tryAdmit(1);
        if (position >= 0) {
            keep(job, position);
        }
        return position;
    }

    private void makePlace() {
        if (count == size) {
            publish(FlushCause.FULL); // there was no memory to do it before
        }
        if (count == 0 && collected == NONE) {
            collected = new Object[size];
        }
    }

    private void keep(Runnable job, long position) {
        if (job instanceof Task<?> task && task.isFreshAt(pool.custodian)) {
            pool.publisher.mark(task, position);
            collected[count++] = task;
        } else {
            collected[count++] = pool.publisher.stampedIfSampled(job, position);
        }
        if (count == size) {
            publish(FlushCause.FULL);
        } else if (lingerNanos == 0 || atOnce.getAsBoolean()) {
            publish(FlushCause.AT_ONCE);
        } else {
            if (count == 1) {
                oldestNanos = System.nanoTime();
            }
            setAlarm(lingerNanos);
        }
    }

    private void publish(FlushCause cause) {
        int published = count;
        long heldSinceNanos = oldestNanos;
        @Nullable Object[] jobs = count == size ? collected : Arrays.copyOf(collected, count);
        Batch batch = count == 1 ? null : new Batch(jobs);
        collected = NONE;
        count = 0;
        oldestNanos = 0;
        if (batch != null) {
            pool.publisher.publish(batch);
        } else {
            pool.publisher.put(requireNonNull(jobs[0]));
        }
        pool.flight.flushed(published, heldSinceNanos, cause);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is never taken back
    private void setAlarm(long nanos) {
        if (alarmed) {
            return;
        }
        try {
            alarm.after(nanos, this::alarm);
            alarmed = true;
        } catch (Throwable failure) {
            pool.failures.ofPart("the timer", failure);
            publish(FlushCause.AT_ONCE);
        }
    }

    private synchronized void alarm() {
        alarmed = false;
        if (count > 0) {
            long left = lingerNanos - (System.nanoTime() - oldestNanos);
            if (left <= 0) {
                publish(FlushCause.LINGER);
            } else {
                setAlarm(left);
            }
        }
    }

    @Override
    public synchronized void flush() {
        if (count > 0) {
            publish(FlushCause.ASKED);
        }
    }

    @Override
    public synchronized int collected() {
        return count;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            flush();
        }
        pool.batchers.remove(this);
    }
}
