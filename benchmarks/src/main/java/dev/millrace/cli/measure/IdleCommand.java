package dev.millrace.cli.measure;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.tool.Build;
import dev.millrace.tool.ContextSwitches;
import dev.millrace.tool.Host;
import dev.millrace.tool.LiveThreads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a pool with nothing to do costs. */
@Command(
        name = "idle",
        description = "Processor time of an idle pool whose workers have run a job each.",
        mixinStandardHelpOptions = true)
final class IdleCommand implements Callable<Integer> {
    private static final String POOL = "idle";
    private static final double SETTLE_SECONDS = 2;

    @Option(names = "--workers", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(names = "--seconds", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Override
    public Integer call() throws InterruptedException {
        System.out.println(lines("Millrace " + Build.version(), Host.machine(), Host.java()));
        System.out.println(text("%-36s %s", "without a pool", process()));
        try (WorkerPool pool = WorkerPool.builder(POOL).workers(workers).build()) {
            Meeting.of(pool, workers);
            Pause.ofSeconds(SETTLE_SECONDS);
            PoolStats.Flow before = pool.stats().flow();
            long own = poolNanos();
            System.out.println(text("%-36s %s", "with " + workers + " idle workers", process()));
            own = poolNanos() - own;
            PoolStats.Flow after = pool.stats().flow();
            System.out.println(text(
                    "%-36s %.4f %% of a processor, %d parks, %d wakes",
                    "of it threads of the pool",
                    percent(own),
                    after.parks() - before.parks(),
                    after.wakes() - before.wakes()));
        }
        return 0;
    }

    /** Watches the whole process, which does nothing else meanwhile. */
    private String process() {
        ContextSwitches switches = ContextSwitches.now();
        long cpu = LiveThreads.cpuNow();
        Pause.ofSeconds(seconds);
        cpu = LiveThreads.cpuNow() - cpu;
        switches = ContextSwitches.now().minus(switches);
        return text("%.4f %% of a processor, %d context switches", percent(cpu), switches.total());
    }

    private long poolNanos() {
        return threadNanos("millrace-" + POOL + "-");
    }

    private static long threadNanos(String prefix) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(prefix))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private double percent(long nanos) {
        return nanos / 1e7 / seconds;
    }
}
