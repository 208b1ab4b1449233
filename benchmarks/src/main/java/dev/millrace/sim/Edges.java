package dev.millrace.sim;

/**
 * Compares a size over time with those of the oracle.
 *
 * @param plan what the averages of the trace ask for at each moment
 * @param oracle what the oracle had, with its answers to backlogs
 * @param endNanos end of the run
 */
record Edges(Steps plan, Steps oracle, long endNanos) {
    private static final long SECOND = 1_000_000_000L;
    private static final long SHORT = 100_000_000L;
    private static final double UP = 1.2;
    private static final double REACHED = 0.9;

    /**
     * See {@link Score#reachNanos}. An edge is where the plan is higher than a tenth of a second before by a fifth and two workers. Edges follow each other after a second at the earliest.
     */
    long reachNanos(Steps sizes) {
        long worst = Score.NO_EDGE;
        long quiet = 0;
        for (int i = 1; i < plan.count(); i++) {
            long at = plan.time(i);
            if (at < quiet || !isEdge(at, plan.size(i))) {
                continue;
            }
            quiet = at + SECOND;
            long reached = reached(sizes, at, REACHED * plan.size(i));
            if (reached < 0) {
                return Score.NEVER;
            }
            worst = Math.max(worst, reached - at);
        }
        return worst;
    }

    private boolean isEdge(long at, int size) {
        int before = plan.at(Math.max(0, at - SHORT));
        return size >= before * UP && size >= before + 2;
    }

    private static long reached(Steps sizes, long from, double size) {
        if (sizes.at(from) >= size) {
            return from;
        }
        for (int i = 0; i < sizes.count(); i++) {
            if (sizes.time(i) > from && sizes.size(i) >= size) {
                return sizes.time(i);
            }
        }
        return -1;
    }

    /** See {@link Score#overshoot}. */
    int overshoot(Steps sizes) {
        int most = 0;
        for (int i = 0; i < sizes.count(); i++) {
            most = Math.max(most, sizes.size(i) - largest(sizes.time(i)));
        }
        return most;
    }

    /** The oracle's largest size within a second of a moment. */
    private int largest(long around) {
        long from = Math.max(0, around - SECOND);
        long to = Math.min(around + SECOND, endNanos - 1);
        return Math.max(plan.largest(from, to), oracle.largest(from, to));
    }
}
