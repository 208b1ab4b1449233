package dev.millrace.pool.runtime.job;

import dev.millrace.pool.runtime.cells.Fields;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that came as one element. Anybody who can see a batch may take from it: a take first moves {@code next} by CAS, and then owns the part of the array that it moved over. Its owner nulls it; nobody else reads it by way
 * of the batch, since {@code next} only grows.
 */
public final class Batch {
    private static final VarHandle NEXT = Fields.handle(MethodHandles.lookup(), "next", int.class);

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

    /** Whether all that is left of it are ghosts. A place that reads null belongs to a taker already. */
    boolean isSpent() {
        for (int i = next; i < jobs.length; i++) {
            Object job = jobs[i];
            if (job != null && !(job instanceof Arbitrated arbitrated && arbitrated.isGhost())) {
                return false;
            }
        }
        return true;
    }

    /** Takes all jobs for another purpose than to run them. */
    public void drain(Consumer<Object> taker) {
        for (Object job = takeOldest(); job != null; job = takeOldest()) {
            taker.accept(job);
        }
    }

    /** Takes the oldest job for another purpose than to run it; null if there is none. */
    public @Nullable Object takeOldest() {
        for (int at = next; at < jobs.length; at = next) {
            if (NEXT.compareAndSet(this, at, at + 1)) {
                Object job = jobs[at];
                jobs[at] = null;
                return job;
            }
        }
        return null;
    }

    /** Lends up to {@code most} jobs, at most {@link Chunk#CAPACITY}, to an empty chunk; gives how many. */
    public int lendTo(Chunk chunk, int most) {
        for (int from = next; from < jobs.length; from = next) {
            int count = Math.min(Math.min(most, Chunk.CAPACITY), jobs.length - from);
            if (NEXT.compareAndSet(this, from, from + count)) {
                Probe.at(Point.BATCH_CLAIMED);
                chunk.borrow(jobs, from, count);
                return count;
            }
        }
        return 0;
    }
}
