package dev.millrace.pool.runtime.jfr;

import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerDeath;
import dev.millrace.pool.runtime.stats.Refusal;

/**
 * Where a pool tells Flight Recorder what happens. While an event is not recorded, telling it costs the question whether it is. Each method is called by the thread to which it happened. Thread-safe.
 *
 * <p>Classes of the module {@code jdk.jfr} are named by {@link Recorded} and its events alone, which are loaded only where that module is: an image without it runs the pool as well.
 */
public interface Flight {
    /** Nobody records. */
    Flight NONE = new Flight() {};

    /** The one of a pool. */
    static Flight of(String pool) {
        return Presence.IS_THERE ? new Recorded(pool) : NONE;
    }

    /**
     * A worker has found work: so bursts of steals are looked for from now on, each time that Flight Recorder asks, if it wants to know.
     *
     * @param gauge what the pool has stolen so far
     */
    default void atWork(StealGauge gauge) {}

    /** The size was changed, or a decision about it could not be had. */
    default void resized(SizingRecord record) {}

    /** Jobs were refused together. */
    default void rejected(Refusal reason, int jobs) {}

    /**
     * A job is stuck, or one that was has ended.
     *
     * @param ended whether it has ended
     */
    default void stuck(StuckJob job, boolean ended) {}

    /** A worker has died. */
    default void died(WorkerDeath death) {}

    /** An objective has changed its state. */
    default void slo(SloStatus status) {}

    /**
     * A batching submitter has published what it had collected.
     *
     * @param oldestNanos when the oldest of these jobs was collected; 0 if it was not held back
     */
    default void flushed(int jobs, long oldestNanos, FlushCause cause) {}
}
