package dev.millrace.pool;

/**
 * Told of what happens in a pool, soon after it has happened: by one thread, one after the other, which no job waits for. A listener that throws is logged; one that blocks misses what happens when too much waits for it. Each pool has
 * its own thread for this, made when it is needed.
 */
public interface PoolListener {

    /** The size was changed, or a decision about it could not be had. */
    default void resized(SizingRecord record) {}

    /** A job is stuck; told once for each. */
    default void stuck(StuckJob job) {}

    /** A job that was stuck has ended. */
    default void freed(StuckJob job) {}

    /** A worker has died; its successor may have begun. */
    default void died(WorkerDeath death) {}

    /** An objective has changed its state. */
    default void slo(SloStatus status) {}
}
