package dev.millrace.pool.metrics;

import java.util.List;

/**
 * A time of the jobs, and the meters that show it.
 *
 * @param name without the prefix
 * @param time what it shows, for people
 * @param series which time
 */
record LatencyMeter(String name, String time, LatencySeries series) {
    private static final String WEIGHT = "; each timed job counts for as many as pool.latency.sampling says";
    private static final String RUN = "Start to end of jobs";
    private static final String WAIT = "Submit to start of jobs";

    /** As histograms where the registry has them. */
    static final List<LatencyMeter> OWN = List.of(
            new LatencyMeter("job.duration", RUN, LatencySeries.RUN),
            new LatencyMeter("job.wait", WAIT, LatencySeries.WAIT));

    /** Count and sum under the names that Micrometer gives to executors of the JDK. */
    static final List<LatencyMeter> EXECUTOR = List.of(
            new LatencyMeter("executor", RUN, LatencySeries.RUN),
            new LatencyMeter("executor.idle", WAIT, LatencySeries.WAIT));

    /** What count and sum show. */
    String description() {
        return time + WEIGHT;
    }

    LatencyDistribution of(LatencyReport report) {
        return report.series(series);
    }

    /** How many jobs the timed ones stand for. */
    double count(LatencyReport report) {
        return (double) of(report).count() * weight(report);
    }

    /** The time of all the jobs that the timed ones stand for, in nanoseconds. */
    double sumNanos(LatencyReport report) {
        return of(report).sum() * weight(report);
    }

    /** How many jobs a timed one stands for. */
    static int weight(LatencyReport report) {
        return report.sampling().oneIn();
    }
}
