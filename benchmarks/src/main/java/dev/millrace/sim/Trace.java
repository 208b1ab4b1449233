package dev.millrace.sim;

import java.util.function.Supplier;

/**
 * Jobs to come, and how a controller sees them.
 *
 * @param name a word
 * @param arrivals when each job arrives, ascending
 * @param services how long each runs on a processor of its own
 * @param cpuShare the part of its run in which a job needs a processor; the rest it waits for others
 * @param course the averages behind the jobs
 * @param sensors makes what the controller sees of it all
 * @param endNanos when the run ends
 */
public record Trace(
        String name,
        long[] arrivals,
        long[] services,
        double cpuShare,
        Course course,
        Supplier<Sensors> sensors,
        long endNanos) {

    /** Time that all jobs together keep workers. */
    double workNanos() {
        double sum = 0;
        for (long service : services) {
            sum += service;
        }
        return sum;
    }
}
