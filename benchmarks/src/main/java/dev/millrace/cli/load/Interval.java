package dev.millrace.cli.load;

import dev.millrace.pool.PoolStats;

/**
 * About a second of a run.
 *
 * @param fromMillis wall clock at its begin
 * @param toMillis wall clock at its end
 * @param elapsedNanos its length on the monotonic clock
 * @param runNanos time since the begin of the run
 * @param latencies of the jobs that ended in it
 * @param soFar of all jobs that ended since the begin of the run
 * @param stats the pool's at its end
 */
record Interval(
        long fromMillis,
        long toMillis,
        long elapsedNanos,
        long runNanos,
        Latencies latencies,
        Latencies soFar,
        PoolStats stats) {

    /** Jobs that ended, as the jobs themselves noted it. */
    long completed() {
        return latencies.response().getTotalCount();
    }

    double jobsPerSecond() {
        return completed() * 1e9 / elapsedNanos;
    }
}
