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
 * @param fork the process, from 1
 */
record Lap(String load, String variant, int round, long jobs, long nanos, long cpuNanos, int looks, int fork) {
    static final String HEADER = "load,variant,round,jobs,nanos,cpuNanos,looks,fork";

    /** What {@link #line} has written. */
    static Lap parse(String line) {
        String[] parts = line.split(",", -1);
        return new Lap(
                parts[0],
                parts[1],
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Integer.parseInt(parts[6]),
                Integer.parseInt(parts[7]));
    }

    String line() {
        return text("%s,%s,%d,%d,%d,%d,%d,%d", load, variant, round, jobs, nanos, cpuNanos, looks, fork);
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
