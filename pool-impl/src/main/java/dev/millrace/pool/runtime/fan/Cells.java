package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of each input of a bulk mapping: 8 bytes an input, and one {@link Times} for those that were begun together. Each cell is written once, by who ran the input, or by who decided it; written with release and read with acquire, so a value is never seen before what it holds.
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
    private final @Nullable Times[] times;

    Cells(int size) {
        this(new Object[size], new Times[size]);
    }

    private Cells(@Nullable Object[] values, @Nullable Times[] times) {
        this.values = values;
        this.times = times;
    }

    int size() {
        return values.length;
    }

    void value(int index, @Nullable Object value) {
        VALUE.setRelease(values, index, value == null ? NULL : value);
    }

    void threw(int index, Throwable cause) {
        VALUE.setRelease(values, index, new Threw(cause));
    }

    /** Decides an input that nobody has; false if somebody has. */
    boolean decide(int index, Outcome<?> outcome) {
        return VALUE.compareAndSet(values, index, null, new Decided(outcome));
    }

    void times(int index, Times of) {
        times[index] = of;
    }

    boolean isDone(int index) {
        return VALUE.getAcquire(values, index) != null;
    }

    /** What is known now; what comes later changes only the original. */
    Cells copy() {
        Cells copy = new Cells(values.length);
        for (int i = 0; i < values.length; i++) {
            copy.values[i] = VALUE.getAcquire(values, i);
            copy.times[i] = times[i];
        }
        return copy;
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

    @SuppressWarnings("unchecked")
    <T> Outcome<T> outcome(int index) {
        Object value = values[index];
        if (value instanceof Decided decided) {
            return (Outcome<T>) decided.outcome;
        }
        Trace trace = trace(index);
        return value instanceof Threw threw
                ? new Outcome.Failed<>(threw.cause, trace)
                : new Outcome.Value<>((T) value(index), trace);
    }

    Trace trace(int index) {
        if (values[index] instanceof Decided decided) {
            return decided.outcome.trace();
        }
        Times of = times[index];
        return of == null
                ? new Trace(null, Duration.ZERO, Duration.ZERO)
                : new Trace(of.worker(), Duration.ofNanos(of.waitedNanos()), Duration.ofNanos(of.ranNanos()));
    }
}
