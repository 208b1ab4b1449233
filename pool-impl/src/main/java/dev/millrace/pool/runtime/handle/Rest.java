package dev.millrace.pool.runtime.handle;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for something other than the end of one job: a worker among them counts as waiting, gets a spare and is told of starvation. Who changes what they wait for calls {@link #wake} after it; a thread is noted <em>before</em>
 * it looks. Thread-safe.
 */
public final class Rest {
    private static final long FOREVER = Long.MAX_VALUE;
    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Made by the first that waits, under the monitor; null while nobody has. */
    private volatile @Nullable Set<Resting> resting;

    /** One wait of a thread: it may have another one inside a job that it runs in place. Equal to itself alone. */
    private static final class Resting {
        private final Thread thread = Thread.currentThread();
    }

    /** Nobody waits. */
    public Rest() {}

    /**
     * Waits until {@code met}.
     *
     * @param nanos how long at most; {@link Long#MAX_VALUE} for ever
     * @return false if the time was over before
     */
    public boolean until(BooleanSupplier met, long nanos) throws InterruptedException {
        if (met.getAsBoolean()) {
            return true;
        }
        long mostNanos = Math.max(0, nanos); // what is far below it must not overflow
        Resting mine = new Resting();
        Runner runner = Runner.current();
        Home home = runner == null ? null : runner.home();
        Set<Resting> all = all();
        all.add(mine);
        try {
            if (runner == null || home == null) {
                return sleep(met, mostNanos, () -> {}, FOREVER);
            }
            home.waiting(runner);
            try {
                return sleep(met, mostNanos, home::stillWaiting, FIRST_LOOK_NANOS);
            } finally {
                home.waited(runner);
            }
        } finally {
            all.remove(mine);
        }
    }

    private synchronized Set<Resting> all() {
        Set<Resting> all = resting;
        if (all == null) {
            all = ConcurrentHashMap.newKeySet();
            resting = all;
        }
        return all;
    }

    private boolean sleep(BooleanSupplier met, long nanos, Runnable look, long firstLookNanos)
            throws InterruptedException {
        long start = System.nanoTime();
        long lookNanos = firstLookNanos;
        while (!met.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long left = nanos == FOREVER ? FOREVER : nanos - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, Math.min(left, lookNanos));
            look.run();
            lookNanos = firstLookNanos == FOREVER ? FOREVER : LOOK_NANOS;
        }
        return true;
    }

    /** All look again. */
    public void wake() {
        Set<Resting> all = resting;
        if (all != null) {
            all.forEach(one -> LockSupport.unpark(one.thread));
        }
    }
}
