package dev.millrace.pool.runtime.job;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** What a caller gives in a collection, in an array of the pool's own: later changes of the collection change nothing. */
public final class Elements {
    private Elements() {}

    /**
     * Copies them.
     *
     * @param name of the argument, for the message
     * @throws NullPointerException if there is no collection, or one of them is null: says which
     */
    public static Object[] of(Collection<?> all, String name) {
        Object[] copy = requireNonNull(all, name).toArray(new Object[0]);
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] == null) {
                throw new NullPointerException(name + "[" + i + "]");
            }
        }
        return copy;
    }

    /** The same as a list. */
    @SuppressWarnings("unchecked") // they come out of the collection
    public static <E> List<E> listOf(Collection<? extends E> all, String name) {
        return (List<E>) Arrays.asList(of(all, name));
    }
}
