package dev.millrace.pool.runtime.contract;

import java.util.Set;
import java.util.concurrent.ExecutorService;

/** An ExecutorService to be asked for its contract: refusing when it is full, with a fixed number of threads. */
public interface Subject {
    /** Jobs that may wait, where a test does not say. */
    int CAPACITY = 1024;

    /** Makes one. Throws what the factory of the setup makes it throw. */
    ExecutorService open(Setup setup);

    /** How many threads it has. */
    int workers();

    /** Where it does on purpose what ThreadPoolExecutor does not. */
    Set<Deviation> deviations();

    /** Whether this is one of its deviations. */
    default boolean differs(Deviation deviation) {
        return deviations().contains(deviation);
    }

    /** Whether what {@link #open} gives has {@code close}: all do from JDK 19 on. */
    default boolean closeable() {
        return AutoCloseable.class.isAssignableFrom(ExecutorService.class);
    }

    /** What else must hold of a service that has terminated. */
    default void assertAccounted(ExecutorService ended) {}

    /** How long to see that something does not end. */
    default long patienceMillis() {
        return 10;
    }
}
