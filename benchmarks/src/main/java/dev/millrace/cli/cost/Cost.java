package dev.millrace.cli.cost;

/**
 * One round's figure.
 *
 * @param path which way the jobs went, or what was done
 * @param round which round, from 1
 * @param jobs how many
 * @param cpuNanos processor time of the submitter and the workers, or of what was done
 * @param nanos how long it took by the clock
 */
record Cost(String path, int round, long jobs, double cpuNanos, double nanos) {

    double cpuNanosPerJob() {
        return cpuNanos / jobs;
    }

    double nanosPerJob() {
        return nanos / jobs;
    }
}
