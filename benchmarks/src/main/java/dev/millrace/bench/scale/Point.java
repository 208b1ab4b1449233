package dev.millrace.bench.scale;

import static dev.millrace.tool.Format.text;

/**
 * What was measured at a point.
 *
 * @param axis of what there is more
 * @param value how much of it
 * @param nanosPerJob by the clock, of a stream of empty jobs, median of the rounds
 * @param cpuNanosPerJob of all threads of the process
 * @param switchesPerThousandJobs context switches, negative if not known
 * @param heapBytes that the pool keeps, at rest, after the rounds
 */
record Point(
        Axis axis,
        int value,
        double nanosPerJob,
        double cpuNanosPerJob,
        double switchesPerThousandJobs,
        long heapBytes) {
    static final String HEADER = "axis,value,nanosPerJob,cpuNanosPerJob,switchesPerThousandJobs,heapBytes";

    String line() {
        return text(
                "%s,%d,%.2f,%.2f,%.3f,%d",
                axis.title(), value, nanosPerJob, cpuNanosPerJob, switchesPerThousandJobs, heapBytes);
    }
}
