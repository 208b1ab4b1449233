package dev.millrace.cli.cost;

import dev.millrace.bench.Samples;
import dev.millrace.pool.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a job costs that finds its worker asleep: processor time of both sides until the worker sleeps again, its search for more work included; by the clock from the submit to the begin of the job. Figures of a round are medians of its jobs. */
final class Wakes implements Meter {
    private final MeasuredThreads threads = new MeasuredThreads("cost-wake");
    private final WorkerPool pool =
            WorkerPool.builder("cost").workers(1).threadFactory(threads).build();

    @Override
    public String path() {
        return "wake";
    }

    @Override
    public Cost round(int number, double seconds) throws InterruptedException {
        List<Double> cpu = new ArrayList<>();
        List<Double> delays = new ArrayList<>();
        long begin = System.nanoTime();
        do {
            Woken job = new Woken();
            Idleness.await(pool, 1);
            long before = threads.cpuNanos();
            long submit = System.nanoTime();
            pool.execute(job);
            long submitted = System.nanoTime();
            job.begun.await();
            Idleness.await(pool, 1);
            cpu.add((double) (threads.cpuNanos() - before + submitted - submit));
            delays.add((double) (job.nanos - submit));
        } while (System.nanoTime() - begin < seconds * 1e9);
        return new Cost(path(), number, 1, median(cpu), median(delays));
    }

    private static double median(List<Double> values) {
        return Samples.of(values.stream().mapToDouble(Double::doubleValue)).median();
    }

    @Override
    public void close() {
        pool.close();
    }

    private static final class Woken implements Runnable {
        private final CountDownLatch begun = new CountDownLatch(1);
        /** Written by the worker, read after {@code begun}. */
        private long nanos;

        @Override
        public void run() {
            nanos = System.nanoTime();
            begun.countDown();
        }
    }
}
