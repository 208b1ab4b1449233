package dev.millrace.bench.scale;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.DaemonThread;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.Round;
import dev.millrace.bench.Way;
import dev.millrace.bench.Weight;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import dev.millrace.tool.LiveThreads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What each hop of a job takes on this machine, in nanoseconds of processor time; medians of a few rounds.
 *
 * @param submit of the thread that submits, alone
 * @param meet what a submit takes more when two threads submit
 * @param work of the only worker: to pass the job on to itself, to take it, run nothing, and count it
 */
record Hops(double submit, double meet, double work) {
    /** The size of batches. */
    static final int TOGETHER = 32;

    private static final int CAPACITY = 65_536;

    /** Measures those of jobs that are sent this way. */
    static Hops measured(Way way, int rounds, long roundNanos) throws InterruptedException {
        List<Double> submits = new ArrayList<>();
        List<Double> works = new ArrayList<>();
        List<Double> meets = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Split one;
            Split two;
            Completions completions = new Completions();
            Jobs jobs = new Jobs(Weight.EMPTY, TOGETHER, completions);
            try (Contender pool = Peer.MILLRACE.start(new Setting(1, CAPACITY, TOGETHER, 2, completions))) {
                one = split(new Round(pool, jobs, way), 1, roundNanos);
                two = split(new Round(pool, jobs, way), 2, roundNanos);
            }
            if (round > 0) {
                submits.add(one.submit);
                works.add(one.all - one.submit);
                meets.add(Math.max(0, two.all - one.all));
            }
        }
        return new Hops(Probe.median(submits), Probe.median(meets), Probe.median(works));
    }

    private static Split split(Round round, int producers, long roundNanos) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ExecutorService others = Executors.newFixedThreadPool(producers, DaemonThread::new);
        try {
            long all = LiveThreads.cpuNow();
            long mine = threads.getCurrentThreadCpuTime();
            double jobs = round.runFor(roundNanos, producers, others);
            return new Split((threads.getCurrentThreadCpuTime() - mine) / jobs, (LiveThreads.cpuNow() - all) / jobs);
        } finally {
            others.shutdownNow();
        }
    }

    /** Of the calling thread, and of all. */
    private record Split(double submit, double all) {}
}
