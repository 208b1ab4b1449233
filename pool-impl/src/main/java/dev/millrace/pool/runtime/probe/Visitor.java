package dev.millrace.pool.runtime.probe;

import java.util.function.BooleanSupplier;

/** What a test does at points. Called by whichever thread comes there, with whatever that thread holds; may block it, yield, or throw where the {@link Point} says so. */
public interface Visitor {

    /** The current thread is at a point. */
    void at(Point point);

    /**
     * The current thread waits at a point until something is true, which a volatile read tells. Who returns early only has the pool itself wait.
     *
     * @param met whether there is nothing to wait for any more
     */
    default void await(Point point, BooleanSupplier met) {
        at(point);
    }

    /** The clock that bounds searches and patience, and by which workers measure their jobs; no other times are read from it. */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** A thread of the pool is being made: what it is to run. */
    default Runnable starts(Runnable body) {
        return body;
    }
}
