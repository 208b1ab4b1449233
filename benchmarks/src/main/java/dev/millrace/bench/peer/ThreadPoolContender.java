package dev.millrace.bench.peer;

import dev.millrace.bench.Contender;
import dev.millrace.bench.DaemonThread;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A fixed ThreadPoolExecutor whose threads run from the start and whose full queue is waited for. */
final class ThreadPoolContender implements Contender {
    private final ThreadPoolExecutor pool;
    private final @Nullable Credits credits;

    /** @param credits of a queue without a bound, else null */
    ThreadPoolContender(int workers, BlockingQueue<Runnable> queue, @Nullable Credits credits) {
        this.credits = credits;
        this.pool = new ThreadPoolExecutor(
                workers, workers, 0, TimeUnit.SECONDS, queue, DaemonThread::new, ThreadPoolContender::waitForRoom);
        pool.prestartAllCoreThreads();
    }

    private static void waitForRoom(Runnable job, ThreadPoolExecutor pool) {
        try {
            pool.getQueue().put(job);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(e);
        }
    }

    @Override
    public void awaitRoom(int jobs) {
        if (credits != null) {
            credits.take(jobs);
        }
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
