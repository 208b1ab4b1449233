package dev.millrace.pool.runtime.group;

import dev.millrace.pool.runtime.fan.FanHost;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The deadline of a whole, if it has one. Thread-safe. */
final class Term {
    private static final long NONE = Long.MAX_VALUE;

    private static final Term FOREVER = new Term(NONE, 0);

    private final long nanos;
    private final long startNanos;
    /** Written by the thread that begins it; read by whoever ends it, which may come too early and leave an alarm that finds nothing. */
    private volatile @Nullable Future<?> alarmed;

    private Term(long nanos, long startNanos) {
        this.nanos = nanos;
        this.startNanos = startNanos;
    }

    /** From now on, if there is a deadline. */
    static Term of(@Nullable Duration deadline) {
        return deadline == null
                ? FOREVER
                : new Term(Math.max(1, TimeUnit.NANOSECONDS.convert(deadline)), System.nanoTime());
    }

    /** From now on {@code action} is called in time. Without a timer the deadline holds only for who waits. */
    void begin(FanHost host, Runnable action) {
        if (nanos != NONE) {
            try {
                alarmed = host.alarm().after(leftNanos(), action);
            } catch (Throwable failure) {
                host.told("the timer", failure);
            }
        }
    }

    /** No alarm is needed any more. */
    void end() {
        Future<?> pending = alarmed;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    /** How much is left, not above 0 once it is over; {@link Long#MAX_VALUE} if there is none. */
    long leftNanos() {
        return nanos == NONE ? NONE : nanos - (System.nanoTime() - startNanos);
    }

    boolean isOver() {
        return nanos != NONE && leftNanos() <= 0;
    }
}
