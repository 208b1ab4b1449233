package dev.millrace.bench.scale;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.DaemonThread;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.Round;
import dev.millrace.bench.Way;
import dev.millrace.bench.Weight;
import dev.millrace.bench.limit.BareQueue;
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
 * What each hop of a job takes on this machine, in nanoseconds: of processor time, but for the last, which is by the clock; medians of a few rounds.
 *
 * @param submit of the thread that submits, alone
 * @param meet what a submit takes more when two threads submit
 * @param work of a worker: to take the job, run nothing, and count it
 * @param pass from thread to thread through a bare queue, as the moving of jobs from the queue to the lanes: by the clock, since who finds it full or empty spins
 */
record Hops(double submit, double meet, double work, double pass) {
    /** The size of batches. */
    static final int TOGETHER = 32;

    private static final int CAPACITY = 65_536;

    /** Measures those of jobs that are sent this way. */
    static Hops measured(Way way, int rounds, long roundNanos) throws InterruptedException {
        List<Double> submits = new ArrayList<>();
        List<Double> works = new ArrayList<>();
        List<Double> meets = new ArrayList<>();
        List<Double> passes = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Split one;
            Split two;
            Split bare;
            Completions completions = new Completions();
            Jobs jobs = new Jobs(Weight.EMPTY, TOGETHER, completions);
            try (Contender pool = Peer.MILLRACE.start(new Setting(1, CAPACITY, TOGETHER, 2, completions))) {
                one = split(new Round(pool, jobs, way), 1, roundNanos);
                two = split(new Round(pool, jobs, way), 2, roundNanos);
            }
            try (Contender queue = BareQueue.mpmc(CAPACITY, 1)) {
                bare = split(new Round(queue, jobs, way), 1, roundNanos);
            }
            if (round > 0) {
                submits.add(one.submit);
                works.add(one.all - one.submit);
                meets.add(Math.max(0, two.all - one.all));
                passes.add(bare.clock);
            }
        }
        return new Hops(Probe.median(submits), Probe.median(meets), Probe.median(works), Probe.median(passes));
    }

    private static Split split(Round round, int producers, long roundNanos) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ExecutorService others = Executors.newFixedThreadPool(producers, DaemonThread::new);
        round.contender().wake();
        try {
            long all = LiveThreads.cpuNow();
            long mine = threads.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            double jobs = round.runFor(roundNanos, producers, others);
            return new Split(
                    (System.nanoTime() - begin) / jobs,
                    (threads.getCurrentThreadCpuTime() - mine) / jobs,
                    (LiveThreads.cpuNow() - all) / jobs);
        } finally {
            round.contender().rest();
            others.shutdownNow();
        }
    }

    /** By the clock; and of processors, of the calling thread and of all. */
    private record Split(double clock, double submit, double all) {}
}
