package dev.millrace.pool.runtime.job;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that came as one element. Anybody who can see a batch may take from it: a take first moves {@code next} by CAS, and then owns the jobs that it moved
 * over. They are nulled by their owner; nobody else reads them, since {@code next} only grows.
 */
public final class Batch {
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Batch.class, "next", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Object[] jobs;
    private volatile int next;

    /** @param jobs jobs, some of them perhaps {@link Stamped}; belongs to the batch from now on */
    public Batch(@Nullable Object[] jobs) {
        this.jobs = jobs;
    }

    /** How many jobs nobody has taken yet. */
    public int size() {
        return jobs.length - next;
    }

    /** Takes all jobs for another purpose than to run them. */
    public void drain(Consumer<Object> taker) {
        for (int at = next; at < jobs.length; at = next) {
            if (NEXT.compareAndSet(this, at, at + 1)) {
                taker.accept(jobs[at]);
                jobs[at] = null;
            }
        }
    }

    /** Moves up to {@code most} jobs to the end of what {@code chunk} is being filled with; gives how many. */
    public int moveTo(Chunk chunk, int most) {
        while (true) {
            int from = next;
            int count = Math.min(most, jobs.length - from);
            if (count <= 0) {
                return 0;
            }
            if (NEXT.compareAndSet(this, from, from + count)) {
                for (int i = from; i < from + count; i++) {
                    chunk.add(jobs[i]);
                    jobs[i] = null;
                }
                return count;
            }
        }
    }
}
