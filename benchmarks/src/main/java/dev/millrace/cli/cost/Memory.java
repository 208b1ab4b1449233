package dev.millrace.cli.cost;

import dev.millrace.pool.WorkerPool;
import dev.millrace.tool.Heap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What a pool keeps in memory, in bytes: differences of the used heap after full collections, medians of a few. What waiting jobs keep is that of a pool full of 65,536 of them, its queue included, less an idle pool.
 *
 * @param idlePoolBytes a pool of one worker with default settings, which has run a job
 * @param workerBytes heap of each further worker, which has run a job; the least and the most worker's pools differ by 99
 * @param stackReservedBytes address space of a worker's stack, 0 if not known
 * @param stackResidentBytes memory of a worker's stack, 0 if not known
 * @param executedBytes of a job that waits, without the job itself, which its submitter made
 * @param submittedBytes of one with its handle
 * @param batchedBytes of one in a batch of 32
 */
record Memory(
        long idlePoolBytes,
        double workerBytes,
        long stackReservedBytes,
        long stackResidentBytes,
        double executedBytes,
        double submittedBytes,
        double batchedBytes) {
    private static final int MANY_WORKERS = 100;
    private static final int JOBS = 65_536;
    private static final int BATCH = 32;
    private static final String NAME = "cost-mem";
    private static final Runnable JOB = () -> {};

    /** Measures; the first of the repeats, which loads classes, does not count. */
    static Memory measured(int repeats) throws InterruptedException {
        List<Double> one = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        List<Double> executed = new ArrayList<>();
        List<Double> submitted = new ArrayList<>();
        List<Double> batched = new ArrayList<>();
        Stacks stacks = new Stacks(0, 0, 0);
        for (int repeat = 0; repeat <= repeats; repeat++) {
            List<Stacks> seen = new ArrayList<>();
            one.add((double) heapOfPool(1, seen));
            many.add((double) heapOfPool(MANY_WORKERS, seen));
            stacks = seen.get(1);
            executed.add(heapOfQueued(Memory::execute));
            submitted.add(heapOfQueued(Memory::submit));
            batched.add(heapOfQueued(Memory::batch));
        }
        return new Memory(
                (long) median(one),
                (median(many) - median(one)) / (MANY_WORKERS - 1),
                stacks.threads() == 0 ? 0 : stacks.reservedBytes() / stacks.threads(),
                stacks.threads() == 0 ? 0 : stacks.residentBytes() / stacks.threads(),
                (median(executed) - median(one)) / JOBS,
                (median(submitted) - median(one)) / JOBS,
                (median(batched) - median(one)) / JOBS);
    }

    private static double median(List<Double> values) {
        return values.stream().skip(1).sorted().toList().get((values.size() - 1) / 2);
    }

    // ---- pools

    private static long heapOfPool(int workers, List<Stacks> stacks) throws InterruptedException {
        long before = Heap.usedBytes();
        try (WorkerPool pool = WorkerPool.builder("cost")
                .workers(workers)
                .threadFactory(new MeasuredThreads(NAME))
                .build()) {
            runOneEach(pool, workers);
            Idleness.await(pool, workers);
            stacks.add(Stacks.of(NAME));
            return Heap.usedBytes() - before;
        }
    }

    /** None leaves before all have come. */
    private static void runOneEach(WorkerPool pool, int workers) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(workers);
        for (int worker = 0; worker < workers; worker++) {
            pool.execute(() -> {
                all.countDown();
                await(all);
            });
        }
        all.await();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- jobs that wait

    private interface Filling {
        void fill(WorkerPool pool);
    }

    private static double heapOfQueued(Filling filling) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        long before = Heap.usedBytes();
        try (WorkerPool pool = WorkerPool.builder("cost")
                .workers(1)
                .queueCapacity(JOBS)
                .threadFactory(new MeasuredThreads(NAME))
                .build()) {
            CountDownLatch held = new CountDownLatch(1);
            pool.execute(() -> {
                held.countDown();
                await(open);
            });
            held.await();
            filling.fill(pool);
            double bytes = Heap.usedBytes() - before;
            open.countDown();
            return bytes;
        }
    }

    private static void execute(WorkerPool pool) {
        for (int job = 0; job < JOBS; job++) {
            pool.execute(JOB);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is kept by the pool, as is measured here
    private static void submit(WorkerPool pool) {
        for (int job = 0; job < JOBS; job++) {
            pool.submit(JOB);
        }
    }

    private static void batch(WorkerPool pool) {
        List<Runnable> together = Collections.nCopies(BATCH, JOB);
        for (int sent = 0; sent < JOBS; sent += BATCH) {
            pool.executeAll(together);
        }
    }
}
