package dev.millrace.cli.measure;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import com.sun.management.ThreadMXBean;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the pool allocates for a job that already exists. */
@Command(
        name = "alloc",
        description = "Bytes allocated a job by the submitting thread and by the pool's, once warm.",
        mixinStandardHelpOptions = true)
final class AllocCommand implements Callable<Integer> {
    private static final String POOL = "alloc";
    private static final int CAPACITY = 65_536;
    private static final int BATCH = 32;
    private static final int WARMUPS = 5;
    private static final long POLL_NANOS = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Option(names = "--workers", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(names = "--jobs", defaultValue = "2000000", description = "Jobs a measurement. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Override
    public Integer call() {
        System.out.println(lines("Millrace " + Build.version(), Host.machine(), Host.java()));
        for (LatencySampling latency : List.of(LatencySampling.OFF, LatencySampling.SAMPLED, LatencySampling.EXACT)) {
            measure("singles", latency, 1, CAPACITY / 2);
            measure("singles, full pool", latency, 1, CAPACITY * 16);
            measure("batches of 32", latency, BATCH, CAPACITY / 2);
        }
        return 0;
    }

    /** Sends bursts, each after the one before has ended; one larger than the capacity makes the submitter wait for room. */
    private void measure(String name, LatencySampling latency, int batch, int burst) {
        try (WorkerPool pool = WorkerPool.builder(POOL)
                .workers(workers)
                .queueCapacity(CAPACITY)
                .latency(latency)
                .build()) {
            for (int warmup = 0; warmup < WARMUPS; warmup++) {
                send(pool, batch, burst);
            }
            long inPool = allocatedInPool();
            double submitter = send(pool, batch, burst);
            inPool = allocatedInPool() - inPool;
            System.out.println(text(
                    "%-20s latency of 1 job in %-5s submitter %7.3f bytes a job, pool %7.3f bytes a job",
                    name,
                    latency.oneIn() == 0 ? "none:" : latency.oneIn() + ":",
                    submitter / jobs,
                    (double) inPool / jobs));
        }
    }

    /** Returns the bytes that the submits allocated; the waiting between bursts does too. */
    private long send(WorkerPool pool, int batch, int burst) {
        Runnable job = () -> {};
        List<Runnable> together = Collections.nCopies(batch, job);
        long bytes = 0;
        for (int sent = 0; sent < jobs; sent += burst) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            submit(pool, together, Math.min(burst, jobs - sent) / batch);
            bytes += THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            awaitEnd(pool);
        }
        return bytes;
    }

    private static void submit(WorkerPool pool, List<Runnable> together, int times) {
        for (int sent = 0; sent < times; sent++) {
            if (together.size() == 1) {
                pool.execute(together.get(0));
            } else {
                pool.executeAll(together);
            }
        }
    }

    private static void awaitEnd(WorkerPool pool) {
        while (pool.stats().jobs().ended() < pool.stats().jobs().accepted()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static long allocatedInPool() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("millrace-" + POOL + "-"))
                .mapToLong(thread -> THREADS.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }
}
