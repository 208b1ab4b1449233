package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a fan-out ended before all its jobs had, and what becomes of those. */
public enum Ending {
    /** One has failed, or the caller does not want the rest. */
    CANCELLED,
    /** The time for the whole is over. */
    DEADLINE,
    /** The pool was closed. */
    HANDED_BACK,
    /** The pool was full and has dropped the turns. */
    DROPPED;

    /** The end that follows from the fate of a turn that never ran. */
    public static Ending of(Outcome<?> fate) {
        if (fate instanceof Outcome.HandedBack) {
            return HANDED_BACK;
        }
        return fate instanceof Outcome.Dropped ? DROPPED : CANCELLED;
    }

    /** The outcome of a job that has not begun. */
    public <T> Outcome<T> unstarted(long waitedNanos) {
        Trace trace = trace(null, waitedNanos, 0);
        return switch (this) {
            case CANCELLED -> new Outcome.Cancelled<>(trace);
            case DEADLINE -> new Outcome.Expired<>(trace);
            case HANDED_BACK -> new Outcome.HandedBack<>(trace);
            case DROPPED -> new Outcome.Dropped<>(trace);
        };
    }

    /** The outcome of a job that runs. */
    public <T> Outcome<T> running(String worker, long waitedNanos, long ranNanos) {
        Trace trace = trace(worker, waitedNanos, ranNanos);
        return this == DEADLINE ? new Outcome.TimedOut<>(trace) : new Outcome.Cancelled<>(trace);
    }

    private static Trace trace(@Nullable String worker, long waitedNanos, long ranNanos) {
        return new Trace(worker, Duration.ofNanos(Math.max(0, waitedNanos)), Duration.ofNanos(Math.max(0, ranNanos)));
    }
}
