package dev.millrace.pool;

/**
 * Records what jobs waited and ran. {@code dev.millrace:pool-metrics} provides one with HdrHistogram; a pool finds it through
 * {@link LatencyRecorderProvider}. Thread-safe but for its writers.
 */
public interface LatencyRecorder {

    /**
     * A writer for one worker, used by that worker's thread alone and closed by it when it ends.
     *
     * @param worker the worker's number
     */
    Writer writer(int worker);

    /** One line a series (wait, run, total) with count and percentiles, for {@link WorkerPool#explain()}. */
    String summary();

    /**
     * How many jobs were recorded that took no longer than each limit, since the pool was built, as exactly as the recorder keeps times. Jobs that were not recorded count for nothing: where a sample is recorded, it stands for all. Called now and then by what watches objectives; never on a job's way.
     *
     * @param limitsNanos the limits
     * @return a count for each limit, and after them that of all; empty if this recorder cannot tell
     */
    default long[] countsUpTo(Series series, long... limitsNanos) {
        return new long[0];
    }

    /** Where one worker records. Confined to that worker's thread. */
    interface Writer extends AutoCloseable {

        /**
         * Records one job.
         *
         * @param waitNanos submit to start
         * @param runNanos start to end
         */
        void record(long waitNanos, long runNanos);

        /** Hands in what was recorded; nothing that was recorded is lost. */
        @Override
        void close();
    }
}
