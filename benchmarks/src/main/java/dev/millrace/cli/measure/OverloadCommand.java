package dev.millrace.cli.measure;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import dev.millrace.cli.Millrace;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.tool.Build;
import dev.millrace.tool.ChildJvm;
import dev.millrace.tool.Host;
import dev.millrace.tool.Work;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What happens to the heap when submitters outrun the workers for a while. */
@Command(
        name = "overload",
        description = "Heap in use while submitters outrun the workers in a JVM with a small heap.",
        mixinStandardHelpOptions = true)
final class OverloadCommand implements Callable<Integer> {
    private static final int WORK_STEPS = 10_000;
    private static final int LOOKS = 12;

    @Option(names = "--seconds", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--heap", defaultValue = "64m", description = "-Xmx of the JVM. Default: ${DEFAULT-VALUE}.")
    private String heap = "64m";

    @Option(names = "--workers", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(names = "--here", hidden = true, description = "In this JVM instead of one of its own.")
    private boolean here;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return here ? overload() : startSmallJvm();
    }

    private int startSmallJvm() throws IOException {
        return ChildJvm.run(
                Millrace.class,
                List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"),
                List.of("measure", "overload", "--here", "--seconds=" + seconds, "--workers=" + workers));
    }

    private int overload() throws InterruptedException {
        System.out.println(lines("Millrace " + Build.version(), Host.machine(), Host.java()));
        try (WorkerPool pool = WorkerPool.builder("overload").workers(workers).build()) {
            List<Thread> submitters = List.of(
                    submitter(() -> pool.execute(newJob())),
                    submitter(() -> pool.tryExecute(newJob())),
                    submitter(() -> pool.executeAll(List.of(newJob(), newJob(), newJob()))));
            submitters.forEach(Thread::start);
            List<Long> used = watch(pool);
            submitters.forEach(Thread::interrupt);
            for (Thread submitter : submitters) {
                submitter.join();
            }
            return tellGrowth(used);
        }
    }

    private static Runnable newJob() {
        byte[] luggage = new byte[256];
        return () -> Work.burn(WORK_STEPS + luggage[0]);
    }

    private static Thread submitter(Runnable submit) {
        return new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    submit.run();
                }
            } catch (RejectedExecutionException interrupted) {
                // While it waited for room: the same as between two submits.
            }
        });
    }

    private List<Long> watch(WorkerPool pool) {
        List<Long> used = new ArrayList<>();
        for (int look = 1; look <= LOOKS; look++) {
            Pause.ofSeconds(seconds / LOOKS);
            used.add(usedAfterCollection());
            PoolStats stats = pool.stats();
            System.out.println(text(
                    "%5.1f s  %,11d bytes of heap after a collection  depth %,d  completed %,d  rejected %,d",
                    look * seconds / LOOKS,
                    used.get(used.size() - 1),
                    stats.depth().total(),
                    stats.jobs().completed(),
                    stats.jobs().rejected()));
        }
        return used;
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Compares the last quarter with the second: the first warms up. */
    private static int tellGrowth(List<Long> used) {
        double early = mean(used.subList(LOOKS / 4, LOOKS / 2));
        double late = mean(used.subList(LOOKS * 3 / 4, LOOKS));
        System.out.println(text("growth from the second quarter to the last: %.2f %%", (late / early - 1) * 100));
        return 0;
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElseThrow();
    }
}
