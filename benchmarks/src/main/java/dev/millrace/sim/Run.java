package dev.millrace.sim;

import java.util.Arrays;

/**
 * What came of a run.
 *
 * @param trace its jobs
 * @param sizes the size that was asked for
 * @param waits how long each job waited, or {@link Plant#LOST}
 * @param threadNanos time of all workers together, from when they were asked for
 */
public record Run(Trace trace, Steps sizes, long[] waits, double threadNanos) {
    private static final long SECOND = 1_000_000_000L;

    /** Seconds in which more jobs arrived that waited too long, or were lost, than the objective allows. */
    int violations(Rig rig) {
        int seconds = (int) ((trace.endNanos() + SECOND - 1) / SECOND);
        int[] all = new int[seconds];
        int[] bad = new int[seconds];
        for (int i = 0; i < waits.length; i++) {
            int second = (int) (trace.arrivals()[i] / SECOND);
            all[second]++;
            if (waits[i] == Plant.LOST || waits[i] > rig.withinNanos()) {
                bad[second]++;
            }
        }
        int violations = 0;
        for (int i = 0; i < seconds; i++) {
            violations += bad[i] > rig.late() * all[i] ? 1 : 0;
        }
        return violations;
    }

    /** Jobs for which there was no room. */
    long lost() {
        return Arrays.stream(waits).filter(wait -> wait == Plant.LOST).count();
    }

    /** The wait that all but one in a hundred of the accepted jobs stayed below, or had. */
    long p99Nanos() {
        long[] sorted = Arrays.stream(waits).filter(wait -> wait >= 0).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
    }
}
