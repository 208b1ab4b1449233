package dev.millrace.pool.runtime.handle;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that run one at a time and in order, as a wait for one of them sees them: before the awaited one, earlier ones have to run. Thread-safe.
 */
public interface Sequence {

    /** Who runs its jobs at the moment, so that none of those that wait can begin before that one goes on; null if nobody does. Volatile: written before a job begins, cleared after it has ended. */
    @Nullable Runner runner();

    /** Whether jobs wait and nobody runs them. */
    boolean isFree();

    /**
     * On a worker of the pool: runs jobs in place, in order and each isolated, at least one; nothing if there are none, or another thread runs them.
     *
     * @param enough asked after each job
     */
    void help(Runner me, BooleanSupplier enough);
}
