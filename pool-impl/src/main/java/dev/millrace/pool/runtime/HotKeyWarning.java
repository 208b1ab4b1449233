package dev.millrace.pool.runtime;

import dev.millrace.pool.runtime.explain.Names;
import dev.millrace.pool.runtime.strand.Crowd;
import dev.millrace.pool.runtime.worker.Failures;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Warns, at most once a minute, when one key has more than half of all jobs that wait, and at least {@value #FEWEST}. Such a key is a queue with one worker: more workers do not help it. Jobs that were cancelled and lie in the key's queue yet do not
 * count; since to tell them apart takes a walk through that queue, it is looked at once a second at most. Thread-safe.
 */
final class HotKeyWarning implements Crowd {
    private static final int FEWEST = 64;
    private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String pool;
    private final IntSupplier depth;
    private final Failures failures;
    /** Not before this time is a key looked at again. */
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    HotKeyWarning(String pool, IntSupplier depth, Failures failures) {
        this.pool = pool;
        this.depth = depth;
        this.failures = failures;
    }

    @Override
    public void gathers(Object key, int elements, IntSupplier countJobs) {
        int deep = depth.getAsInt();
        long next = nextNanos.get();
        long now = System.nanoTime();
        if (!isMost(elements, deep) || now - next < 0 || !nextNanos.compareAndSet(next, now + PAUSE_NANOS)) {
            return;
        }
        int waiting = countJobs.getAsInt();
        int all = Math.max(waiting, deep);
        if (isMost(waiting, all)) {
            nextNanos.set(now + PERIOD_NANOS);
            failures.warn(() -> String.format(
                    Locale.ROOT,
                    "pool '%s': key %s has %,d of the %,d jobs that wait; they run one at a time",
                    pool,
                    Names.of(key),
                    waiting,
                    all));
        }
    }

    private static boolean isMost(int here, int all) {
        return here >= FEWEST && 2 * (long) here > all;
    }
}
