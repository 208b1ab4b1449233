package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all results of a fan-out have in common, however they are kept. */
public abstract class Results<I, T> implements FanResults<I, T> {

    /** Nothing yet. */
    protected Results() {}

    /** Position of the input that failed first in time and ended the others, or -1. */
    protected abstract int firstFailed();

    /** Whether an input has a value. */
    protected abstract boolean succeeded(int index);

    /** The value of an input that has one. */
    protected abstract @Nullable T value(int index);

    @Override
    public final Stream<FanResult<I, T>> stream() {
        return IntStream.range(0, size()).mapToObj(this::get);
    }

    @Override
    public final Iterator<FanResult<I, T>> iterator() {
        return stream().iterator();
    }

    @Override
    public List<@Nullable T> values() {
        List<@Nullable T> values = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            if (!succeeded(i)) {
                throw failure();
            }
            values.add(value(i));
        }
        return Collections.unmodifiableList(values);
    }

    private FanOutException failure() {
        List<FanResult<I, T>> failures = new ArrayList<>(failures());
        int first = firstFailed();
        if (first >= 0) {
            failures.removeIf(failure -> failure.index() == first);
            failures.add(0, get(first));
        }
        return FanOutException.of(failures);
    }

    @Override
    public final List<FanResult<I, T>> failures() {
        return IntStream.range(0, size())
                .filter(index -> !succeeded(index))
                .mapToObj(this::get)
                .toList();
    }

    @Override
    public String toString() {
        return "FanResults[" + size() + ", " + failures().size() + " without a value]";
    }
}
