package dev.millrace.bench.peer;

import dev.millrace.bench.Contender;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/** A ForkJoinPool in asynchronous mode, behind credits. */
final class ForkJoinContender implements Contender {
    private final ForkJoinPool pool;
    private final Credits credits;

    ForkJoinContender(Setting setting) {
        pool = new ForkJoinPool(setting.workers(), ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
        credits = new Credits(setting);
    }

    @Override
    public void awaitRoom(int jobs) {
        credits.take(jobs);
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
        pool.execute(new Loop(jobs));
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
