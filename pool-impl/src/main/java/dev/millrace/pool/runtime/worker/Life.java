package dev.millrace.pool.runtime.worker;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a worker has with it as long as it lives, and must have ready before it claims a job. Called by the worker's thread alone. Only {@link #makeReady} and {@link #end} may take long.
 */
public interface Life {

    /** Whether the worker may claim a job. Asked before each; must cost next to nothing. */
    boolean isReady();

    /**
     * Makes it ready, however long that takes; the worker asks again afterwards. What it throws ends the worker, as a job's ThreadDeath does.
     *
     * @param over whether the worker is to end; then this returns soon
     */
    void makeReady(BooleanSupplier over);

    /** How many jobs at most it wants to know of together before they are run; 1 if that is nothing to it. */
    int most();

    /** Whether a claimed job is one that it wants to know of. */
    boolean knows(Object element);

    /** Jobs that it knows were claimed together, and will be run one after the other when this returns. Must not throw. */
    void together(List<Object> elements);

    /** The worker has left its seat. Must not throw. */
    void end();
}
