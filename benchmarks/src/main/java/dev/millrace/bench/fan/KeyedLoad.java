package dev.millrace.bench.fan;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Weight;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A stream of single jobs from one submitter to two workers, each with a key drawn by chance, or none of them with one. */
final class KeyedLoad implements Rival {
    /** Jobs of a round. */
    static final int JOBS = 100_000;

    private static final int KINDS = 32;

    private final Completions completions = new Completions();
    private final boolean keyed;
    private final WorkerPool pool;
    private final Runnable[] jobs;
    private final KeyedExecutor[] drawn;

    /** @param jobNanos how long a job takes, about; 0 for nothing to do */
    KeyedLoad(int jobNanos, int keys, int capacity, boolean keyed) {
        this.keyed = keyed;
        Weight weight = jobNanos == 0 ? Weight.EMPTY : Weight.ofNanos(jobNanos);
        jobs = weight.jobs(KINDS, completions);
        pool = WorkerPool.builder("keyed")
                .workers(2)
                .queueCapacity(capacity)
                .latency(LatencySampling.OFF)
                .daemon(true)
                .build();
        KeyedExecutor[] all = IntStream.range(0, keys)
                .mapToObj(key -> pool.keyed("key " + key))
                .toArray(KeyedExecutor[]::new);
        SplittableRandom random = new SplittableRandom(1);
        drawn = IntStream.range(0, JOBS)
                .mapToObj(job -> all[random.nextInt(keys)])
                .toArray(KeyedExecutor[]::new);
    }

    /** Sends the jobs and waits for the end of the last. */
    @Override
    public void round() {
        long end = completions.sum() + JOBS;
        for (int i = 0; i < JOBS; i++) {
            if (keyed) {
                drawn[i].execute(jobs[i % KINDS]);
            } else {
                pool.execute(jobs[i % KINDS]);
            }
        }
        while (completions.sum() < end) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        pool.close(Duration.ofSeconds(10));
    }
}
