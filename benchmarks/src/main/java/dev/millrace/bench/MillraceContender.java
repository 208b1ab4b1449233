package dev.millrace.bench;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;

/** Millrace with its defaults, but for the fixed size and the capacity. */
final class MillraceContender implements Contender {
    private final WorkerPool pool;

    MillraceContender(int workers, int capacity, LatencySampling latency) {
        pool = WorkerPool.builder("compare")
                .workers(workers)
                .queueCapacity(capacity)
                .whenFull(WhenFull.block())
                .latency(latency)
                .daemon(true)
                .build();
    }

    @Override
    public void execute(Runnable job) {
        pool.execute(job);
    }

    @Override
    public Future<?> submit(Runnable job) {
        return pool.submit(job);
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        pool.executeAll(Arrays.asList(jobs));
    }

    @Override
    public void close() {
        pool.close(Duration.ofSeconds(10));
    }
}
