package dev.millrace.cli.load;

import dev.millrace.pool.PoolStats.Flow;
import dev.millrace.tool.ProcessUsage;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;

/**
 * What the measured part of a run showed.
 *
 * @param rate whether the schedule was kept
 * @param latencies of its jobs
 * @param lateness how far behind its schedule the generator made each submission
 * @param usage what the process used
 * @param flow how the jobs moved
 * @param seconds one line of figures a second
 */
record Measured(
        Rate rate,
        Latencies latencies,
        AbstractHistogram lateness,
        ProcessUsage usage,
        Flow flow,
        List<History.Second> seconds) {

    long completed() {
        return latencies.response().getTotalCount();
    }

    double cpuSecondsPerMillion() {
        return perMillion(usage.cpuNanos());
    }

    double generatorCpuSecondsPerMillion() {
        return perMillion(usage.callerCpuNanos());
    }

    private double perMillion(long nanos) {
        return nanos / 1e3 / Math.max(1, completed());
    }
}
