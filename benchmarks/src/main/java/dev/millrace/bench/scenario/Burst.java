package dev.millrace.bench.scenario;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.Samples;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.limit.Spin;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import dev.millrace.tool.ContextSwitches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Bursts of jobs after the pool has been idle: how long until the last has ended, and how often workers were woken. */
final class Burst implements Player {
    static final int JOBS = 100;
    static final Metric TIME = Metric.less("burst", "us");
    /** Voluntary switches of all threads: a worker that is woken will sleep again. The producer has one a burst, for its pause. */
    static final Metric SLEEPS = Metric.less("sleeps", "a burst");
    /** As the pool counts them; Millrace does. */
    static final Metric WAKES = Metric.less("wakes", "a burst");

    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Contender contender;
    private final Jobs jobs;
    private boolean compiled;

    /** @param jobs as many as a burst has */
    Burst(Contender contender, Jobs jobs) {
        this.contender = contender;
        this.jobs = jobs;
    }

    @Override
    public void prepare() {
        contender.wake();
    }

    @Override
    public Reading play(long nanos) {
        if (!compiled) {
            long ready = System.nanoTime() + Trips.COMPILE_NANOS;
            while (System.nanoTime() < ready) {
                LockSupport.parkNanos(Trips.NAP_NANOS);
                burst();
            }
            compiled = true;
        }
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + nanos;
        long wakes = contender.wakes();
        ContextSwitches switches = ContextSwitches.now();
        do {
            LockSupport.parkNanos(IDLE_NANOS);
            times.add(burst() / 1e3);
        } while (System.nanoTime() < end);
        switches = ContextSwitches.now().minus(switches);
        Map<String, Double> scores = new HashMap<>();
        scores.put(
                TIME.name(),
                Samples.of(times.stream().mapToDouble(each -> each)).median());
        if (switches.known()) {
            scores.put(SLEEPS.name(), (double) switches.voluntary() / times.size());
        }
        if (wakes >= 0) {
            scores.put(WAKES.name(), (double) (contender.wakes() - wakes) / times.size());
        }
        return new Reading((long) JOBS * times.size(), scores);
    }

    /** Its nanoseconds; the caller spins for the end, as sleeping would be counted as the pool's. */
    private long burst() {
        Completions completions = jobs.completions();
        long count = completions.sum();
        long checksum = completions.checksum();
        contender.awaitRoom(JOBS);
        long begin = System.nanoTime();
        contender.executeEach(jobs.all());
        Spin.until(() -> completions.sum() - count >= JOBS);
        long nanos = System.nanoTime() - begin;
        if (completions.sum() - count != JOBS || completions.checksum() - checksum != jobs.checksum(JOBS)) {
            throw new UnverifiedException("other jobs ended than those of the burst");
        }
        return nanos;
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
