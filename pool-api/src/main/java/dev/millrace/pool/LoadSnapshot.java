package dev.millrace.pool;

/**
 * What the controller saw at the end of one period.
 *
 * @param atNanos time of the reading on the controller's monotonic clock; only differences mean something
 * @param elapsedNanos time since the reading before
 * @param depth jobs accepted and not started, over all tiers
 * @param capacity how many of them there may be
 * @param workers the size that was last asked for
 * @param busy workers that are running a job
 * @param minWorkers the least size
 * @param maxWorkers the largest size
 * @param arrivals jobs accepted in the period
 * @param completions jobs ended in the period
 * @param meanRunNanos mean run time of the jobs that were timed in the period; 0 if none was
 * @param processors processors of the machine
 * @param processorNanos processor time that the process used in the period, by all of its threads; 0 if it was not read. It may be read less often than the rest, and then
 *     tells the use since it was read last: only sums over several periods mean something
 */
public record LoadSnapshot(
        long atNanos,
        long elapsedNanos,
        int depth,
        int capacity,
        int workers,
        int busy,
        int minWorkers,
        int maxWorkers,
        long arrivals,
        long completions,
        long meanRunNanos,
        int processors,
        long processorNanos) {

    /** A load of which the use of processors is not known. */
    public LoadSnapshot(
            long atNanos,
            long elapsedNanos,
            int depth,
            int capacity,
            int workers,
            int busy,
            int minWorkers,
            int maxWorkers,
            long arrivals,
            long completions,
            long meanRunNanos,
            int processors) {
        this(
                atNanos,
                elapsedNanos,
                depth,
                capacity,
                workers,
                busy,
                minWorkers,
                maxWorkers,
                arrivals,
                completions,
                meanRunNanos,
                processors,
                0);
    }

    /** Depth as a share of the capacity, 0 to 1. */
    public double depthShare() {
        return (double) depth / capacity;
    }
}
