package dev.millrace.cli.cost;

import dev.millrace.bench.Samples;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What a steal costs its thief. A batch begins with a job that holds its worker; the {@value #JOBS} jobs behind it can only run where they are stolen, in {@code steals} steals of half of what is left. From the begin of the first to the end of the last
 * of them, less what the same jobs take on one worker that has them already, over the number of steals in between. Figures of a round are medians of its batches, since one that was disturbed says nothing.
 */
final class Steals implements Meter {
    private static final int JOBS = 16;
    private static final int WARM_UPS = 3_000;

    private final WorkerPool pool = pool("cost-steal", 2);
    private final WorkerPool alone = pool("cost-alone", 1);

    private static WorkerPool pool(String name, int workers) {
        return WorkerPool.builder(name)
                .workers(workers)
                .latency(LatencySampling.OFF)
                .daemon(true)
                .build();
    }

    @Override
    public String path() {
        return "steal";
    }

    @Override
    public void warmUp() throws InterruptedException {
        for (int batch = 0; batch < WARM_UPS; batch++) {
            stolenNanos();
            ownedNanos();
        }
    }

    @Override
    public Cost round(int number, double seconds) throws InterruptedException {
        List<Double> stolen = new ArrayList<>();
        List<Double> owned = new ArrayList<>();
        long steals = 0;
        long begin = System.nanoTime();
        do {
            long before = pool.stats().flow().steals();
            stolen.add(stolenNanos());
            steals += pool.stats().flow().steals() - before - 1; // the first one comes before the first job
            owned.add(ownedNanos());
        } while (System.nanoTime() - begin < seconds * 1e9);
        double each = (double) steals / stolen.size();
        double nanos = (median(stolen) - median(owned)) / each;
        return new Cost(path(), number, 1, nanos, nanos);
    }

    private static double median(List<Double> values) {
        return Samples.of(values.stream().mapToDouble(Double::doubleValue)).median();
    }

    private double stolenNanos() throws InterruptedException {
        Stopwatch watch = new Stopwatch();
        CountDownLatch open = new CountDownLatch(1);
        List<Runnable> batch = new ArrayList<>();
        batch.add(() -> await(open));
        batch.addAll(Collections.nCopies(JOBS, watch));
        pool.executeAll(batch);
        watch.done.await();
        open.countDown();
        Idleness.await(pool, 2);
        return watch.nanos;
    }

    private double ownedNanos() throws InterruptedException {
        Stopwatch watch = new Stopwatch();
        alone.executeAll(Collections.nCopies(JOBS, watch));
        watch.done.await();
        Idleness.await(alone, 1);
        return watch.nanos;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        pool.close();
        alone.close();
    }

    /** Jobs that one worker runs one after the other. */
    private static final class Stopwatch implements Runnable {
        private final CountDownLatch done = new CountDownLatch(1);
        /** The three of the worker; the last is read after {@code done}. */
        private int run;

        private long firstNanos;
        private long nanos;

        @Override
        public void run() {
            if (run++ == 0) {
                firstNanos = System.nanoTime();
            } else if (run == JOBS) {
                nanos = System.nanoTime() - firstNanos;
                done.countDown();
            }
        }
    }
}
