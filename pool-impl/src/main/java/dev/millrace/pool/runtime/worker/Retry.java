package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.handle.Alarm;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something again after growing pauses, 100 ms to 5 s, until it succeeds; by the pool's timer, so it costs nothing while there is nothing to do again. Where not even the timer's thread can be had, workers do it when
 * they come by ({@link #doOverdue}). Guarded by its monitor, but for {@code overdue}; what is done again is done outside of it.
 */
final class Retry {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final BooleanSupplier attempt;
    private final Failures failures;
    private @Nullable Alarm alarm;
    private boolean pending;
    private long pauseNanos = FIRST_NANOS;
    private long dueNanos;
    /** Whether an attempt is due for which there is no alarm. Written under the monitor, read by workers. */
    private volatile boolean overdue;

    /** @param attempt gives whether it has succeeded; never throws */
    Retry(BooleanSupplier attempt, Failures failures) {
        this.attempt = attempt;
        this.failures = failures;
    }

    /** From now on there is a timer; without one nothing is done again. */
    synchronized void by(Alarm timer) {
        alarm = timer;
    }

    /** Has it done again after a pause, unless that is under way already. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is never taken back: the end of the pool ends the timer
    synchronized void later() {
        if (alarm == null || pending) {
            return;
        }
        pending = true;
        try {
            alarm.after(pauseNanos, this::again);
        } catch (Throwable failure) {
            dueNanos = System.nanoTime() + pauseNanos;
            overdue = true;
            failures.ofPart("the timer", failure);
        }
    }

    private void again() {
        synchronized (this) {
            pending = false;
        }
        boolean done = attempt.getAsBoolean();
        synchronized (this) {
            pauseNanos = done ? FIRST_NANOS : Math.min(2 * pauseNanos, LONGEST_NANOS);
            if (!done) {
                later();
            }
        }
    }

    /** Does it if it is due and there is no timer. One volatile read if not. */
    void doOverdue() {
        if (overdue && takeOverdue()) {
            again();
        }
    }

    private synchronized boolean takeOverdue() {
        boolean mine = overdue && System.nanoTime() - dueNanos >= 0;
        if (mine) {
            overdue = false;
        }
        return mine;
    }
}
