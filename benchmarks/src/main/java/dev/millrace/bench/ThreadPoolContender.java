package dev.millrace.bench;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A fixed ThreadPoolExecutor whose threads run from the start and whose full queue is waited for. */
final class ThreadPoolContender implements Contender {
    private final ThreadPoolExecutor pool;

    ThreadPoolContender(int workers, BlockingQueue<Runnable> queue) {
        pool = new ThreadPoolExecutor(
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
    public void execute(Runnable job) {
        pool.execute(job);
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
