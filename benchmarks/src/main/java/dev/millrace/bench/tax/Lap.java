package dev.millrace.bench.tax;

import static dev.millrace.tool.Format.text;

/**
 * One round of one variant under one load.
 *
 * @param load its name
 * @param variant its name
 * @param round from 1
 * @param jobs completed
 * @param nanos from the first submit to the last end
 * @param cpuNanos of the process meanwhile
 * @param looks how often the pool was looked at
 */
record Lap(String load, String variant, int round, long jobs, long nanos, long cpuNanos, int looks) {
    static final String HEADER = "load,variant,round,jobs,nanos,cpuNanos,looks";

    String line() {
        return text("%s,%s,%d,%d,%d,%d,%d", load, variant, round, jobs, nanos, cpuNanos, looks);
    }

    double millionJobsPerSecond() {
        return jobs * 1e3 / nanos;
    }

    double nanosPerJob() {
        return (double) nanos / jobs;
    }

    double cpuNanosPerJob() {
        return (double) cpuNanos / jobs;
    }
}
