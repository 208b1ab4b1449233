package dev.millrace.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A peer that is an executor: a batch is one job that loops over its jobs. */
abstract class ExecutorContender implements Contender {
    private final ExecutorService pool;

    ExecutorContender(ExecutorService pool) {
        this.pool = pool;
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
        pool.execute(new Loop(jobs));
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
