package dev.millrace.pool;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An outcome without a value in the words of exceptions. */
final class OutcomeFailures {
    private OutcomeFailures() {}

    static @Nullable Throwable of(Outcome<?> outcome) {
        Trace trace = outcome.trace();
        if (outcome instanceof Outcome.Value) {
            return null;
        }
        if (outcome instanceof Outcome.Failed<?> failed) {
            return failed.cause();
        }
        if (outcome instanceof Outcome.Expired) {
            return new TimeoutException("expired before its start, after " + time(trace.waited()));
        }
        if (outcome instanceof Outcome.TimedOut) {
            return new TimeoutException("interrupted after it had run " + time(trace.ran()));
        }
        if (outcome instanceof Outcome.Dropped) {
            return new CancellationException("dropped: the pool was full");
        }
        if (outcome instanceof Outcome.HandedBack) {
            return new CancellationException("handed back: the pool was closed before the start");
        }
        return new CancellationException(
                trace.worker() == null ? "cancelled before its start" : "cancelled while it ran");
    }

    private static String time(Duration time) {
        return time.toMillis() > 0 ? time.toMillis() + " ms" : time.toNanos() / 1_000 + " us";
    }
}
