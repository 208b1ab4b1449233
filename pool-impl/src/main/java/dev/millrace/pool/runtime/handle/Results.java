package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import dev.millrace.pool.runtime.explain.Names;
import dev.millrace.pool.runtime.explain.Times;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The end of a task in the words of a {@link java.util.concurrent.Future} and of an {@link Outcome}. */
final class Results {
    private Results() {}

    @SuppressWarnings("unchecked")
    static <T> @Nullable T get(Task<T> task) throws ExecutionException {
        if (task.phase() == Phase.VALUE) {
            return (T) task.result();
        }
        Throwable failure = failure(task);
        if (task.isCancelled() && failure instanceof CancellationException cancelled) {
            throw cancelled;
        }
        throw new ExecutionException(Names.ofFailure(failure), failure);
    }

    /** What a task that has no value failed with. */
    static Throwable failure(Task<?> task) {
        return switch (task.phase()) {
            case Phase.FAILED -> task.result() instanceof Throwable thrown ? thrown : new IllegalStateException();
            case Phase.EXPIRED ->
                new TimeoutException(
                        task.label() + " expired before its start, after " + Times.inWords(task.waitedNanos()));
            case Phase.TIMED_OUT ->
                new TimeoutException(
                        task.label() + " was interrupted after it had run " + Times.inWords(task.ranNanos()));
            case Phase.DROPPED -> new CancellationException("dropped: the pool was full");
            case Phase.HANDED_BACK -> new CancellationException("handed back: the pool was closed before the start");
            case Phase.CANCELLED -> new CancellationException("cancelled before its start");
            default -> new CancellationException("cancelled while it ran");
        };
    }

    @SuppressWarnings("unchecked")
    static <T> Outcome<T> outcome(Task<T> task) {
        Trace trace = new Trace(task.worker(), Duration.ofNanos(task.waitedNanos()), Duration.ofNanos(task.ranNanos()));
        return switch (task.phase()) {
            case Phase.VALUE -> new Outcome.Value<>((T) task.result(), trace);
            case Phase.FAILED -> new Outcome.Failed<>(failure(task), trace);
            case Phase.EXPIRED -> new Outcome.Expired<>(trace);
            case Phase.TIMED_OUT -> new Outcome.TimedOut<>(trace);
            case Phase.DROPPED -> new Outcome.Dropped<>(trace);
            case Phase.HANDED_BACK -> new Outcome.HandedBack<>(trace);
            default -> new Outcome.Cancelled<>(trace);
        };
    }

    static String describe(Task<?> task) {
        String phase = switch (task.phase()) {
            case Phase.NEW -> "waiting";
            case Phase.RETURNED, Phase.GIVEN -> "returned unrun";
            case Phase.VALUE -> "completed";
            case Phase.FAILED -> "failed";
            case Phase.EXPIRED -> "expired";
            case Phase.TIMED_OUT -> "timed out";
            case Phase.DROPPED -> "dropped";
            case Phase.HANDED_BACK -> "handed back";
            case Phase.CANCELLED, Phase.CANCELLED_RUNNING -> "cancelled";
            default -> "running";
        };
        return "JobHandle[pool '" + task.home().name() + "', " + task.label() + ", " + phase + "]";
    }
}
