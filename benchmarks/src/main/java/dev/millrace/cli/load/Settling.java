package dev.millrace.cli.load;

import dev.millrace.pool.WorkerPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until a pool has done all that it accepted, for as long as it gets on with it. */
final class Settling {
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Settling() {}

    static void await(WorkerPool pool, Generator generator, Pace pace) {
        long ended = pool.stats().jobs().ended();
        long since = System.nanoTime();
        while (ended < generator.accepted() && !pace.stopped() && System.nanoTime() - since < PATIENCE_NANOS) {
            LockSupport.parkNanos(POLL_NANOS);
            long endedNow = pool.stats().jobs().ended();
            if (endedNow != ended) {
                ended = endedNow;
                since = System.nanoTime();
            }
        }
    }
}
