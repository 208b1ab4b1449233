package dev.millrace.bench;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.threads.EnhancedQueueExecutor;

/** The EnhancedQueueExecutor of jboss-threads, bounded; a submit that finds it full waits until half of it is free. */
final class EnhancedQueueContender implements Contender {
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final EnhancedQueueExecutor pool;
    private final int capacity;

    EnhancedQueueContender(int workers, int capacity) {
        this.capacity = capacity;
        this.pool = new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(workers)
                .setMaximumPoolSize(workers)
                .setMaximumQueueSize(capacity)
                .setRegisterMBean(false)
                .setThreadFactory(DaemonThread::new)
                .setHandoffExecutor(this::waitForRoom)
                .build();
        pool.prestartAllCoreThreads();
    }

    private void waitForRoom(Runnable job) {
        while (pool.getQueueSize() > capacity / 2) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        pool.execute(job);
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
