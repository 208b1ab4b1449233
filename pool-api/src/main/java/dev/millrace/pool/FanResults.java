package dev.millrace.pool;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of all inputs of a fan-out, in the order of the inputs: always as many results as inputs. Immutable.
 *
 * @param <I> an input
 * @param <T> what was made of it
 */
public interface FanResults<I, T> extends Iterable<FanResult<I, T>> {

    /** How many inputs there were. */
    int size();

    /**
     * The result of one input.
     *
     * @param index from 0
     */
    FanResult<I, T> get(int index);

    /** All results. */
    Stream<FanResult<I, T>> stream();

    /**
     * All values, some of which may be null.
     *
     * @throws FanOutException if an input has none: with the first failure as its cause, that of the earliest to fail where the policy was {@link FanOut#failFast}, else that of the first input; the others are suppressed in it
     */
    List<@Nullable T> values();

    /** The results without a value; empty if all succeeded. */
    List<FanResult<I, T>> failures();

    /** How well the workers were used. */
    Efficiency efficiency();
}
