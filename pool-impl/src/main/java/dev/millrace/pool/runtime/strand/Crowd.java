package dev.millrace.pool.runtime.strand;

import java.util.function.IntSupplier;

/** Told of keys in which much waits. */
@FunctionalInterface
public interface Crowd {

    /**
     * Now and then, by who hands a job in; must be short most times.
     *
     * @param elements how many wait in the key's queue, those included that were cancelled and lie there yet
     * @param countJobs counts the others: a walk through that queue
     */
    void gathers(Object key, int elements, IntSupplier countJobs);
}
