package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of each input of a bulk mapping: 4 bytes an input. A cell is written once. One that a place has run is read only by who has seen its {@link Lap}; one that was decided, by a budget or by the end of all, is written by CAS and read by anybody.
 */
final class Cells {
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final Object NULL = new Object();

    /**
     * A failure.
     *
     * @param cause what the mapper threw
     */
    private record Threw(Throwable cause) {}

    /**
     * An outcome that has its own times.
     *
     * @param outcome the outcome
     */
    private record Decided(Outcome<?> outcome) {}

    private final @Nullable Object[] values;

    Cells(int size) {
        values = new Object[size];
    }

    int size() {
        return values.length;
    }

    void value(int index, @Nullable Object value) {
        values[index] = value == null ? NULL : value;
    }

    void threw(int index, Throwable cause) {
        values[index] = new Threw(cause);
    }

    /** Decides an input that nobody has; false if somebody has. */
    boolean decide(int index, Outcome<?> outcome) {
        return VALUE.compareAndSet(values, index, null, new Decided(outcome));
    }

    /** Takes over what a lap has done. */
    void take(Cells from, Lap lap) {
        System.arraycopy(from.values, lap.from, values, lap.from, lap.to() - lap.from);
    }

    /** Takes over what was decided. */
    void takeDecided(Cells from) {
        for (int i = 0; i < values.length; i++) {
            if (VALUE.getAcquire(from.values, i) instanceof Decided decided) {
                values[i] = decided;
            }
        }
    }

    /** All values in an array of their own, or null if one is missing. */
    @Nullable Object @Nullable [] plainValues() {
        Object[] all = new Object[values.length];
        for (int i = 0; i < all.length; i++) {
            Object value = values[i];
            if (value instanceof Decided || value instanceof Threw) {
                return null;
            }
            all[i] = value == NULL ? null : value;
        }
        return all;
    }

    boolean succeeded(int index) {
        Object value = values[index];
        return !(value instanceof Threw) && !(value instanceof Decided decided && decided.outcome.failure() != null);
    }

    @Nullable Object value(int index) {
        Object value = values[index];
        if (value instanceof Decided decided) {
            return ((Outcome.Value<?>) decided.outcome).value();
        }
        return value == NULL ? null : value;
    }

    /** @param lap that has run it, unless it was decided */
    @SuppressWarnings("unchecked")
    <T> Outcome<T> outcome(int index, @Nullable Lap lap) {
        Object value = values[index];
        if (value instanceof Decided decided) {
            return (Outcome<T>) decided.outcome;
        }
        Trace trace = trace(index, lap);
        return value instanceof Threw threw
                ? new Outcome.Failed<>(threw.cause, trace)
                : new Outcome.Value<>((T) value(index), trace);
    }

    Trace trace(int index, @Nullable Lap lap) {
        if (values[index] instanceof Decided decided) {
            return decided.outcome.trace();
        }
        return lap == null
                ? new Trace(null, Duration.ZERO, Duration.ZERO)
                : new Trace(lap.worker, Duration.ofNanos(lap.waitedNanos), Duration.ofNanos(lap.ranNanos()));
    }
}
