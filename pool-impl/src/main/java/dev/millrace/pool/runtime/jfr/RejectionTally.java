package dev.millrace.pool.runtime.jfr;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.runtime.stats.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refusals of one pool, told together: the first of a reason at once, by who was refused, so that its thread and stack are known; those of the second after it with the next one, or by Flight Recorder when it asks. So a storm of refusals
 * is one event a second and reason, and no refusal is missing from their sum but those of the last part of a second before a recording ends. Thread-safe.
 */
final class RejectionTally implements Look {
    private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String pool;
    /** Filled before it is given out, never changed after. */
    private final Map<Refusal, Untold> untold = new EnumMap<>(Refusal.class);

    /** Whether Flight Recorder looks here. Written and read by who is refused. */
    private volatile boolean lookedAt;

    RejectionTally(String pool) {
        this.pool = pool;
        for (Refusal reason : Refusal.values()) {
            untold.put(reason, new Untold());
        }
    }

    void add(Refusal reason, int jobs) {
        if (Probes.recordsRejections()) {
            if (!lookedAt) {
                Looks.REJECTIONS.add(this); // twice is once
                lookedAt = true;
            }
            Untold here = requireNonNull(untold.get(reason));
            here.jobs.addAndGet(jobs);
            if (here.isDue(System.nanoTime())) {
                tell(reason, here);
            }
        }
    }

    @Override
    public void look(long nowNanos) {
        untold.forEach((reason, here) -> {
            if (here.jobs.get() > 0 && here.isDue(nowNanos)) {
                tell(reason, here);
            }
        });
    }

    private void tell(Refusal reason, Untold here) {
        long jobs = here.jobs.getAndSet(0);
        if (jobs > 0) {
            RejectionEvent event = new RejectionEvent();
            event.pool = pool;
            event.reason = reason.name();
            event.jobs = jobs;
            event.commit();
        }
    }

    /** What is to be told of one reason. */
    private static final class Untold {
        /** Added by who is refused, taken by who tells, atomically: each job is told once. */
        private final AtomicLong jobs = new AtomicLong();
        /** Whoever moves it on, by CAS, tells. */
        private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

        boolean isDue(long nowNanos) {
            long next = nextNanos.get();
            return nowNanos - next >= 0 && nextNanos.compareAndSet(next, nowNanos + APART_NANOS);
        }
    }
}
