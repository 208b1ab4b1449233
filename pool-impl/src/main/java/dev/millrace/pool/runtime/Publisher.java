package dev.millrace.pool.runtime;

import dev.millrace.pool.Priority;
import dev.millrace.pool.runtime.dispatch.Dispatcher;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.Envelopes;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.concurrent.atomic.LongAdder;

/** Makes admitted jobs visible to the workers; those whose turn it is to be timed with a stamp. Nothing here refuses: the jobs are accepted. Thread-safe. */
final class Publisher {
    private final JobQueue queue;
    private final Dispatcher dispatcher;
    private final Envelopes envelopes;
    private final boolean sampled;
    private final long sampleMask;
    private final LongAdder batches = new LongAdder();

    /** @param sampleOneIn one job of so many is timed, a power of two; 0 for none */
    Publisher(JobQueue queue, Dispatcher dispatcher, Envelopes envelopes, int sampleOneIn) {
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.envelopes = envelopes;
        this.sampled = sampleOneIn > 0;
        this.sampleMask = sampleOneIn - 1L;
    }

    /** Publishes one job. */
    void publish(Runnable job, long position) {
        put(stampedIfSampled(job, position));
    }

    /** Publishes one job with a handle. */
    void publish(Task<?> task, long position) {
        mark(task, position);
        put(task);
    }

    /** Publishes one job with a handle that was {@linkplain #mark prepared}. */
    void publish(Task<?> task, Priority priority) {
        Probe.at(Point.ADMITTED);
        queue.put(task, priority);
        dispatcher.published();
    }

    /** Publishes jobs that were admitted together, as one element. */
    void publish(Batch batch, Object[] jobs, long position) {
        if (sampled) {
            long first = (sampleMask - (position - 1 & sampleMask));
            for (long i = first; i < jobs.length; i += sampleMask + 1) {
                if (jobs[(int) i] instanceof Runnable job) {
                    jobs[(int) i] = stampedIfSampled(job, position + i);
                }
            }
        }
        publish(batch);
    }

    /** Publishes jobs that were {@linkplain #stampedIfSampled prepared} one by one. */
    void publish(Batch batch) {
        put(batch);
        batches.increment();
    }

    /** Publishes an element that was prepared. */
    void put(Object element) {
        Probe.at(Point.ADMITTED);
        queue.put(element);
        dispatcher.published();
    }

    /** Prepares one job. If there is no memory for the envelope, it goes without. */
    Object stampedIfSampled(Runnable job, long position) {
        if (sampled && (position & sampleMask) == 0) {
            try {
                return envelopes.of(job, System.nanoTime());
            } catch (OutOfMemoryError e) {
                return job;
            }
        }
        return job;
    }

    /** Prepares one job with a handle, before anybody else can see it. */
    void mark(Task<?> task, long position) {
        queue.expectArbitrated();
        task.admitted(sampled && (position & sampleMask) == 0);
    }

    /** Batches that were published. */
    long batches() {
        return batches.sum();
    }
}
