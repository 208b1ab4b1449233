package dev.millrace.bench.tax;

import dev.millrace.bench.Completions;
import dev.millrace.tool.ProcessUsage;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One variant under one load: its running pool and its jobs. */
final class Entry implements AutoCloseable {
    private static final int BLOCK = 1_024;
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Load load;
    private final Variant variant;
    private final Watched watched;
    private final Completions completions = new Completions();
    private final Runnable[] jobs;
    private final List<List<Runnable>> batches;

    Entry(Load load, Variant variant, int workers, int capacity) {
        this.load = load;
        this.variant = variant;
        this.watched = variant.open(workers, capacity);
        this.jobs = load.weight().jobs(BLOCK, completions);
        this.batches = Arrays.stream(jobs, 0, BLOCK / load.together())
                .map(first -> Arrays.asList(Arrays.copyOf(jobs, load.together())))
                .toList();
    }

    Lap run(int fork, int round, double seconds) throws InterruptedException {
        long roundNanos = (long) (seconds * 1e9);
        long target = completions.sum();
        long cpu = ProcessUsage.cpuNow();
        long begin = System.nanoTime();
        long sent = 0;
        try (Looker looker = new Looker(watched.look(), roundNanos)) {
            do {
                send();
                sent += BLOCK;
            } while (System.nanoTime() - begin < roundNanos);
            awaitEnd(target + sent);
            long nanos = System.nanoTime() - begin;
            int looks = looker.end();
            cpu = ProcessUsage.cpuNow() - cpu;
            return new Lap(load.name(), variant.name(), round, sent, nanos, cpu, looks, fork);
        }
    }

    private void send() {
        if (load.together() == 1) {
            for (Runnable job : jobs) {
                watched.pool().execute(job);
            }
        } else {
            batches.forEach(watched.pool()::executeAll);
        }
    }

    private void awaitEnd(long target) {
        long begin = System.nanoTime();
        while (completions.sum() < target) {
            LockSupport.parkNanos(POLL_NANOS);
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("lost " + (target - completions.sum()) + " jobs of " + variant);
            }
        }
        if (completions.sum() > target) {
            throw new IllegalStateException("ran " + (completions.sum() - target) + " jobs too many of " + variant);
        }
    }

    @Override
    public void close() {
        watched.close();
    }
}
