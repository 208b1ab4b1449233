package dev.millrace.bench.scenario;

import dev.millrace.bench.Contender;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.Round;
import dev.millrace.bench.Way;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.Map;
import java.util.concurrent.Executor;

/** Sends jobs as fast as they are taken; scored are those that have ended, until the last of them has. */
public final class Stream implements Player {
    static final Metric RATE = Metric.more("rate", "M jobs/s");

    private final Contender contender;
    private final Round round;
    private final int producers;
    private final Executor threads;
    private final int burst;

    /** @param producers of them, from {@code threads} if more than one */
    public Stream(Contender contender, Jobs jobs, Way way, int producers, Executor threads) {
        this(contender, jobs, way, producers, threads, 0);
    }

    /** @param burst jobs that are sent before all of them are waited for; 0 for no such pause */
    Stream(Contender contender, Jobs jobs, Way way, int producers, Executor threads, int burst) {
        this.burst = burst;
        this.contender = contender;
        this.round = new Round(contender, jobs, way);
        this.producers = producers;
        this.threads = threads;
    }

    @Override
    public void prepare() {
        contender.wake();
    }

    @Override
    public Reading play(long nanos) {
        long begin = System.nanoTime();
        long jobs = burst == 0 ? round.runFor(nanos, producers, threads) : bursts(begin + nanos);
        return new Reading(jobs, Map.of(RATE.name(), jobs * 1e3 / (System.nanoTime() - begin)));
    }

    private long bursts(long end) {
        long jobs = 0;
        do {
            round.run(burst, producers, threads);
            jobs += burst;
        } while (System.nanoTime() < end);
        return jobs;
    }

    @Override
    public void settle() {
        contender.rest();
    }

    @Override
    public void close() {
        contender.close();
    }
}
