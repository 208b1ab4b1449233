package dev.millrace.cli.measure;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a pool keeps on the heap. Stacks of threads are not on it. */
@Command(
        name = "memory",
        description = "Heap that a pool of many workers keeps, without and with its latency histograms.",
        mixinStandardHelpOptions = true)
final class MemoryCommand implements Callable<Integer> {
    private static final int COLLECTIONS = 4;
    /** The first are off: they load classes, and soft references of the start go. */
    private static final int REPEATS = 7;

    private static final double PAUSE_SECONDS = 0.05;

    @Option(names = "--workers", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(names = "--capacity", defaultValue = "1024", description = "Default: ${DEFAULT-VALUE}.")
    private int capacity;

    @Override
    public Integer call() throws InterruptedException {
        System.out.println(lines("Millrace " + Build.version(), Host.machine(), Host.java()));
        List<Long> plumbings = new ArrayList<>();
        List<Long> sampleds = new ArrayList<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            plumbings.add(heapOfPool(LatencySampling.OFF));
            sampleds.add(heapOfPool(LatencySampling.SAMPLED));
        }
        long plumbing = median(plumbings);
        long sampled = median(sampleds);
        System.out.println(text(
                "%d workers, capacity %d: plumbing %,d bytes (%,d a worker), latency histograms %,d bytes more",
                workers, capacity, plumbing, plumbing / workers, sampled - plumbing));
        return 0;
    }

    private long heapOfPool(LatencySampling latency) throws InterruptedException {
        long before = usedHeap();
        try (WorkerPool pool = WorkerPool.builder("memory")
                .workers(workers)
                .queueCapacity(Math.max(workers, capacity))
                .latency(latency)
                .build()) {
            Meeting.of(pool, workers);
            return usedHeap() - before;
        }
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static long usedHeap() {
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
            Pause.ofSeconds(PAUSE_SECONDS);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
