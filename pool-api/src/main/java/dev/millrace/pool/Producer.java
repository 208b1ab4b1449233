package dev.millrace.pool;

/**
 * A job that gives any number of values to a {@link FanIn}.
 *
 * @param <T> the values
 */
@FunctionalInterface
public interface Producer<T> {

    /** Emits values and returns; what it throws is told to the consumer. Runs on a worker. */
    void produce(Emitter<? super T> out) throws Exception;
}
