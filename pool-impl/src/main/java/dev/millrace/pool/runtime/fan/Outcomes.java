package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;

/** Outcomes with other times. */
public final class Outcomes {
    private Outcomes() {}

    /** The same outcome of a job that waited elsewhere before its handle was made. */
    public static <T> Outcome<T> waited(Outcome<T> outcome, long nanos) {
        Trace told = outcome.trace();
        Trace trace = new Trace(told.worker(), told.waited().plusNanos(nanos), told.ran());
        if (outcome instanceof Outcome.Value<T> value) {
            return new Outcome.Value<>(value.value(), trace);
        }
        if (outcome instanceof Outcome.Failed<T> failed) {
            return new Outcome.Failed<>(failed.cause(), trace);
        }
        if (outcome instanceof Outcome.Expired) {
            return new Outcome.Expired<>(trace);
        }
        if (outcome instanceof Outcome.TimedOut) {
            return new Outcome.TimedOut<>(trace);
        }
        if (outcome instanceof Outcome.Dropped) {
            return new Outcome.Dropped<>(trace);
        }
        return outcome instanceof Outcome.HandedBack ? new Outcome.HandedBack<>(trace) : new Outcome.Cancelled<>(trace);
    }
}
