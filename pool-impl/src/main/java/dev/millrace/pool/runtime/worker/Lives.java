package dev.millrace.pool.runtime.worker;

import java.util.function.BooleanSupplier;

/** Gives each worker what it has with it as long as it lives. Thread-safe. */
@FunctionalInterface
public interface Lives {

    /**
     * For the worker that the current thread is about to be; does nothing that can take long.
     *
     * @param pool what the workers share
     * @param stopping whether the pool interrupts whatever its workers run
     */
    Life begin(Surroundings pool, BooleanSupplier stopping);
}
