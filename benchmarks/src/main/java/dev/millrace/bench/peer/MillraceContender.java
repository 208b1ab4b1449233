package dev.millrace.bench.peer;

import dev.millrace.bench.Contender;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;

/** Millrace with its defaults, but for the fixed size and the capacity. */
final class MillraceContender implements Contender {
    private final WorkerPool pool;

    MillraceContender(Setting setting, LatencySampling latency) {
        pool = WorkerPool.builder("compare")
                .workers(setting.workers())
                .queueCapacity(setting.capacity())
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
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            pool.execute(job);
        }
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
    public long wakes() {
        return pool.stats().flow().wakes();
    }

    @Override
    public void close() {
        pool.close(Duration.ofSeconds(10));
    }
}
