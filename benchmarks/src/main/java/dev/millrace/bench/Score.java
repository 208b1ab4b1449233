package dev.millrace.bench;

import static dev.millrace.tool.Format.text;

/**
 * A line of the raw results.
 *
 * @param fork which process
 * @param round which round of it
 * @param scenario what was done
 * @param peer by whom
 * @param jobs how many jobs were completed
 * @param nanos how long that took
 * @param cpuNanos processor time of the process meanwhile
 * @param switches context switches of its threads, negative if not known
 */
record Score(int fork, int round, String scenario, String peer, long jobs, long nanos, long cpuNanos, long switches) {
    static final String HEADER = "fork,round,scenario,peer,jobs,nanos,cpuNanos,switches";

    /** Reads a line of {@link #line}. */
    static Score parse(String line) {
        String[] fields = line.split(",", -1);
        return new Score(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                fields[2],
                fields[3],
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]));
    }

    String line() {
        return text("%d,%d,%s,%s,%d,%d,%d,%d", fork, round, scenario, peer, jobs, nanos, cpuNanos, switches);
    }

    double millionJobsPerSecond() {
        return jobs * 1e3 / nanos;
    }

    double cpuNanosPerJob() {
        return (double) cpuNanos / jobs;
    }

    double switchesPerThousandJobs() {
        return switches * 1e3 / jobs;
    }
}
