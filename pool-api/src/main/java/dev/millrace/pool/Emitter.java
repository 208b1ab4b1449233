package dev.millrace.pool;

/**
 * Where a {@link Producer} puts its values. Valid while the producer runs, on its thread.
 *
 * @param <T> the values
 */
public interface Emitter<T> {

    /**
     * Hands one value to the consumer; waits while the buffer is full.
     *
     * @throws InterruptedException if the fan-in was closed, its time is over, or another producer's failure ended it
     * @throws IllegalStateException if the wait could never end: the consumer itself runs this producer in place, on a worker of the same pool
     */
    void emit(T value) throws InterruptedException;
}
