package dev.millrace.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input of a fan-out.
 *
 * @param index position of the input, from 0
 * @param input the input
 * @param outcome its value or why there is none, the worker, and how long it waited and ran
 * @param <I> an input
 * @param <T> what was made of it
 */
public record FanResult<I, T>(int index, I input, Outcome<T> outcome) {

    /** Whether there is a value. */
    public boolean succeeded() {
        return outcome instanceof Outcome.Value;
    }

    /**
     * The value.
     *
     * @throws FanOutException if there is none; the cause says why
     */
    public @Nullable T value() {
        if (outcome instanceof Outcome.Value<T> value) {
            return value.value();
        }
        throw FanOutException.of(List.of(this));
    }

    /** Why there is no value; null if there is one. See {@link Outcome#failure}. */
    public @Nullable Throwable failure() {
        return outcome.failure();
    }
}
