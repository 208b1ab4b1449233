package dev.millrace.pool.runtime;

import dev.millrace.pool.runtime.explain.Names;
import dev.millrace.pool.runtime.worker.Failures;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.ObjIntConsumer;

/** Warns, at most once a minute, when one key has more than half of all jobs that wait, and at least 64. Such a key is a queue with one worker: more workers do not help it. Thread-safe. */
final class HotKeyWarning implements ObjIntConsumer<Object> {
    private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String pool;
    private final IntSupplier depth;
    private final Failures failures;
    private final AtomicLong toldNanos = new AtomicLong(System.nanoTime() - PERIOD_NANOS);

    HotKeyWarning(String pool, IntSupplier depth, Failures failures) {
        this.pool = pool;
        this.depth = depth;
        this.failures = failures;
    }

    /** Called now and then with a key in which many jobs wait. */
    @Override
    public void accept(Object key, int waiting) {
        long told = toldNanos.get();
        long now = System.nanoTime();
        int all = depth.getAsInt();
        if (2 * (long) waiting > all && now - told >= PERIOD_NANOS && toldNanos.compareAndSet(told, now)) {
            failures.warn(() -> String.format(
                    Locale.ROOT,
                    "pool '%s': key %s has %,d of the %,d jobs that wait; they run one at a time",
                    pool,
                    Names.of(key),
                    waiting,
                    Math.max(waiting, all)));
        }
    }
}
