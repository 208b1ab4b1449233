package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.runtime.job.Elements;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * What a user gives to map.
 *
 * @param iterator read by one thread at a time
 * @param finite whether all of them are at hand
 * @param closing called once, when nothing more is read
 */
public record Inputs(Iterator<?> iterator, boolean finite, Runnable closing) {

    /**
     * A copy of a collection.
     *
     * @param name for the message
     * @throws NullPointerException if one is null
     */
    public static Inputs of(Collection<?> all, String name) {
        return new Inputs(Elements.listOf(all, name).iterator(), true, () -> {});
    }

    /** What comes one by one. */
    public static Inputs of(Iterator<?> iterator) {
        return new Inputs(iterator, false, () -> {});
    }

    /** The elements of a stream, which is closed after the last that is read. */
    public static Inputs of(Stream<?> stream) {
        return new Inputs(stream.iterator(), false, stream::close);
    }
}
