package dev.millrace.pool;

import org.jspecify.annotations.Nullable;

/**
 * What is done with each input of a fan-out. Called by several threads at once.
 *
 * @param <I> an input
 * @param <T> what is made of it
 */
@FunctionalInterface
public interface Mapper<I, T> {

    /** The value for one input, which may be null; what it throws becomes the outcome of that input alone. */
    @Nullable T map(I input) throws Exception;
}
