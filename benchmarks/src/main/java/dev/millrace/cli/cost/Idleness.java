package dev.millrace.cli.cost;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until a pool has nothing to do and its workers sleep. */
final class Idleness {
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private Idleness() {}

    static void await(WorkerPool pool, int workers) throws InterruptedException {
        long begin = System.nanoTime();
        while (!isIdle(pool.stats(), workers)) {
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("the pool does not come to rest: " + pool.explain());
            }
        }
    }

    private static boolean isIdle(PoolStats stats, int workers) {
        return stats.jobs().ended() == stats.jobs().accepted()
                && stats.workers().sleeping() == workers;
    }
}
