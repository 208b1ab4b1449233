package dev.millrace.pool.metrics.status;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A text that is made anew only when it is asked for and the last one is older than a quarter of a second: so however many ask, and however often, the pool is read four times a second at most. Thread-safe. */
final class Memo {
    static final long MOST_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Supplier<String> source;
    private @Nullable String text; // guarded by this
    private long atNanos; // guarded by this

    Memo(Supplier<String> source) {
        this.source = source;
    }

    /** Only who asks at the same time waits; the lock is the page's own. */
    synchronized String get() {
        String current = text;
        if (current == null || System.nanoTime() - atNanos > MOST_AGE_NANOS) {
            current = source.get();
            text = current;
            atNanos = System.nanoTime();
        }
        return current;
    }
}
