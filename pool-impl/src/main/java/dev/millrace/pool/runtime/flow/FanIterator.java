package dev.millrace.pool.runtime.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The results of a fan-in, one by one. Confined to the consumer. */
final class FanIterator<T> implements Iterator<T> {
    private final OpenFanIn<T> results;
    private @Nullable T next;

    FanIterator(OpenFanIn<T> results) {
        this.results = results;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = results.take(Long.MAX_VALUE, false);
            } catch (InterruptedException e) {
                results.close();
                Thread.currentThread().interrupt();
                CancellationException cancelled = new CancellationException("interrupted while it waited for a result");
                cancelled.initCause(e);
                throw cancelled;
            }
        }
        return next != null;
    }

    @Override
    public T next() {
        T result = hasNext() ? next : null;
        if (result == null) {
            throw new NoSuchElementException("the fan-in has ended");
        }
        next = null;
        return result;
    }
}
