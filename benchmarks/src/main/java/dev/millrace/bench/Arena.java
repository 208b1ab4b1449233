package dev.millrace.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The pool of one JMH trial with its jobs and producers. */
final class Arena implements AutoCloseable {
    /** Jobs of one invocation. */
    static final int JOBS = 100_000;

    private static final int WORKERS = 2;
    private static final int CAPACITY = 65_536;

    private final int producers;
    private final ExecutorService threads;
    private final Contender contender;
    private final Round round;

    Arena(Peer peer, int producers, int jobNanos, Way way) {
        Completions completions = new Completions();
        Weight weight = jobNanos == 0 ? Weight.EMPTY : Weight.ofNanos(jobNanos);
        int capacity = way == Way.BATCHES ? peer.capacityFor(CAPACITY, Scenario.BATCH) : CAPACITY;
        this.producers = producers;
        this.threads = Executors.newFixedThreadPool(producers, DaemonThread::new);
        this.contender = peer.start(WORKERS, capacity, completions);
        this.round = new Round(contender, weight.jobs(Scenario.BATCH, completions), completions, way);
    }

    void run() {
        round.run(JOBS, producers, threads);
    }

    @Override
    public void close() {
        contender.close();
        threads.shutdownNow();
    }
}
