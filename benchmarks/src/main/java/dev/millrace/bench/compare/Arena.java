package dev.millrace.bench.compare;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.DaemonThread;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.Round;
import dev.millrace.bench.Way;
import dev.millrace.bench.Weight;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The pool of one JMH trial with its jobs and producers. */
final class Arena implements AutoCloseable {
    /** Jobs of one invocation. */
    static final int JOBS = 100_000;

    private static final int WORKERS = 2;
    private static final int CAPACITY = 65_536;
    private static final int BATCH = 32;

    private final int producers;
    private final ExecutorService threads;
    private final Contender contender;
    private final Round round;

    Arena(Peer peer, int producers, int jobNanos, Way way) {
        Completions completions = peer.completions();
        Weight weight = jobNanos == 0 ? Weight.EMPTY : Weight.ofNanos(jobNanos);
        this.producers = producers;
        this.threads = Executors.newFixedThreadPool(producers, DaemonThread::new);
        this.contender =
                peer.start(new Setting(WORKERS, CAPACITY, way == Way.BATCHES ? BATCH : 1, producers, completions));
        this.round = new Round(contender, new Jobs(weight, BATCH, completions), way);
        contender.wake();
    }

    void run() {
        round.run(JOBS, producers, threads);
    }

    @Override
    public void close() {
        contender.rest();
        contender.close();
        threads.shutdownNow();
    }
}
