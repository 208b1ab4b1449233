package dev.millrace.bench;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A fixed ThreadPoolExecutor whose threads run from the start and whose full queue is waited for. */
final class ThreadPoolContender extends ExecutorContender {
    ThreadPoolContender(int workers, BlockingQueue<Runnable> queue) {
        super(started(workers, queue));
    }

    private static ThreadPoolExecutor started(int workers, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                workers, workers, 0, TimeUnit.SECONDS, queue, DaemonThread::new, ThreadPoolContender::waitForRoom);
        pool.prestartAllCoreThreads();
        return pool;
    }

    private static void waitForRoom(Runnable job, ThreadPoolExecutor pool) {
        try {
            pool.getQueue().put(job);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(e);
        }
    }
}
