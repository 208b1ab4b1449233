package dev.millrace.bench.peer;

import dev.millrace.bench.Contender;
import dev.millrace.bench.DaemonThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.threads.EnhancedQueueExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The EnhancedQueueExecutor of jboss-threads. Bounded, a submit that finds it full waits until half of it is free; without a bound,
 * which spares it the counting, it is behind credits. Public for {@link OwnClasses}.
 */
public final class EnhancedQueueContender implements Contender {
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final EnhancedQueueExecutor pool;
    private final int elements;
    private final @Nullable Credits credits;

    /** @param credits of a queue without a bound, else null */
    public EnhancedQueueContender(Setting setting, @Nullable Credits credits) {
        this.elements = setting.elements();
        this.credits = credits;
        this.pool = new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(setting.workers())
                .setMaximumPoolSize(setting.workers())
                .setMaximumQueueSize(elements)
                .setRegisterMBean(false)
                .setThreadFactory(DaemonThread::new)
                .setHandoffExecutor(this::waitForRoom)
                .build();
        pool.prestartAllCoreThreads();
    }

    private void waitForRoom(Runnable job) {
        while (pool.getQueueSize() > elements / 2) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        pool.execute(job);
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
