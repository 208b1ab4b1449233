package dev.millrace.cli.cost;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Weight;
import dev.millrace.pool.WorkerPool;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A stream of empty jobs that count themselves: what the way through the pool costs all its threads and the submitter together, for each job. */
final class Stream implements Meter {
    private static final int CAPACITY = 65_536;
    private static final int BLOCK = 8_192;
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String path;
    private final Sender sender;
    private final MeasuredThreads threads;
    private final WorkerPool pool;
    private final Completions completions = new Completions();
    private final Runnable[] jobs = Weight.EMPTY.jobs(BLOCK, completions);

    /** How a block of jobs is sent. */
    private interface Sender {
        void send(WorkerPool pool, Runnable[] jobs);
    }

    private Stream(String path, int workers, Sender sender) {
        this.path = path;
        this.sender = sender;
        this.threads = new MeasuredThreads("cost-" + path);
        this.pool = WorkerPool.builder("cost")
                .workers(workers)
                .queueCapacity(CAPACITY)
                .threadFactory(threads)
                .build();
    }

    /** One by one, without a handle. */
    static Stream singles(int workers) {
        return new Stream("execute", workers, (pool, jobs) -> {
            for (Runnable job : jobs) {
                pool.execute(job);
            }
        });
    }

    /** One by one, each with a handle that nobody waits for. */
    @SuppressWarnings("FutureReturnValueIgnored") // the job counts itself
    static Stream handles(int workers) {
        return new Stream("submit", workers, (pool, jobs) -> {
            for (Runnable job : jobs) {
                pool.submit(job);
            }
        });
    }

    /** So many as one element. */
    static Stream batches(int workers, int size) {
        return new Stream("batch-" + size, workers, (pool, jobs) -> {
            List<Runnable> all = Arrays.asList(jobs);
            for (int from = 0; from < jobs.length; from += size) {
                pool.executeAll(all.subList(from, from + size));
            }
        });
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Cost round(int number, double seconds) throws InterruptedException {
        long target = completions.sum();
        long cpu = threads.cpuNanosWithCaller();
        long begin = System.nanoTime();
        long sent = 0;
        do {
            sender.send(pool, jobs);
            sent += BLOCK;
        } while (System.nanoTime() - begin < seconds * 1e9);
        awaitEnd(target + sent);
        long nanos = System.nanoTime() - begin;
        cpu = threads.cpuNanosWithCaller() - cpu;
        return new Cost(path, number, sent, cpu, nanos);
    }

    private void awaitEnd(long target) throws InterruptedException {
        long begin = System.nanoTime();
        while (completions.sum() < target) {
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("lost " + (target - completions.sum()) + " jobs of " + path);
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
