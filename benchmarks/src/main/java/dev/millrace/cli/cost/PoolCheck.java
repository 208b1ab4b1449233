package dev.millrace.cli.cost;

import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WorkerPool;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The same queue on a real pool, with jobs that sleep: they arrive at their Poisson moments, whether the pool is ready or not, and waits count from those. A sleep is late by what the system's timers are (some 60 us on Linux), so jobs below a millisecond, which that would
 * change, are left to the {@link Simulation}.
 */
final class PoolCheck {
    private static final double LEAST_MEAN = 1e-3;
    private static final double MOST_RATE = 20_000;
    private static final int MOST_WORKERS = 1_000;
    private static final int CAPACITY = 1_000_000;

    private PoolCheck() {}

    /** Why a real pool would tell nothing, or null. */
    static @Nullable String obstacle(Queue queue) {
        if (queue.service().mean() < LEAST_MEAN) {
            return "jobs of less than 1 ms cannot be slept exactly";
        }
        if (queue.rate() > MOST_RATE) {
            return "more than 20,000 jobs a second are more than one generator sends on time";
        }
        return queue.workers() > MOST_WORKERS ? "more than 1,000 threads" : null;
    }

    /**
     * Runs it.
     *
     * @param seconds how long jobs arrive; those of the first fifth do not count
     */
    static Simulation.Waits run(Queue queue, double seconds) {
        int jobs = (int) Math.max(10, seconds * queue.rate());
        Slept[] slept = new Slept[jobs];
        AtomicInteger ended = new AtomicInteger();
        try (WorkerPool pool = WorkerPool.builder("cost-check")
                .workers(queue.workers())
                .sizing(SizingPolicy.fixed())
                .queueCapacity(CAPACITY)
                .daemon(true)
                .build()) {
            SplittableRandom random = new SplittableRandom(42);
            double due = System.nanoTime();
            for (int job = 0; job < jobs; job++) {
                due += random.nextExponential() / queue.rate() * 1e9;
                slept[job] = new Slept((long) due, (long) (queue.service().sample(random) * 1e9), ended);
                sleepUntil((long) due);
                pool.execute(slept[job]);
            }
            while (ended.get() < jobs) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        return waits(slept, jobs / 5);
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Simulation.Waits waits(Slept[] slept, int from) {
        double[] waits = new double[slept.length - from];
        double[] totals = new double[waits.length];
        for (int i = 0; i < waits.length; i++) {
            Slept job = slept[from + i];
            waits[i] = (job.startNanos - job.dueNanos) / 1e9;
            totals[i] = (job.endNanos - job.dueNanos) / 1e9;
        }
        return Simulation.Waits.of(waits, totals);
    }

    private static final class Slept implements Runnable {
        private final long dueNanos;
        private final long runNanos;
        private final AtomicInteger ended;
        /** Both written by the worker and read after {@code ended} has counted it. */
        private long startNanos;

        private long endNanos;

        Slept(long dueNanos, long runNanos, AtomicInteger ended) {
            this.dueNanos = dueNanos;
            this.runNanos = runNanos;
            this.ended = ended;
        }

        @Override
        public void run() {
            startNanos = System.nanoTime();
            sleepUntil(startNanos + runNanos);
            endNanos = System.nanoTime();
            ended.incrementAndGet();
        }
    }
}
