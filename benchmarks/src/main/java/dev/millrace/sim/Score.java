package dev.millrace.sim;

/**
 * A run beside the oracle's.
 *
 * @param trace name of the trace
 * @param policy name of the policy
 * @param reachNanos the longest time from a moment at which the averages ask for a fifth more until nine tenths of it were asked for; {@link #NEVER}; or {@link #NO_EDGE}
 * @param overshoot workers above the largest that the oracle had within a second
 * @param turns how often the size began to go the other way
 * @param threadSeconds time of all workers
 * @param toOracle the same over the oracle's
 * @param toWork the same over the work in the trace, below which nobody can be
 * @param violations seconds that broke the objective
 * @param oracleViolations those of the oracle
 * @param p99Nanos 99th percentile of the waits
 * @param lost jobs that found the queue full
 */
public record Score(
        String trace,
        String policy,
        long reachNanos,
        int overshoot,
        int turns,
        double threadSeconds,
        double toOracle,
        double toWork,
        int violations,
        int oracleViolations,
        long p99Nanos,
        long lost) {
    /** In place of the time to an edge. */
    static final long NEVER = -1;

    /** In place of the time to an edge. */
    static final long NO_EDGE = -2;

    private static final double REGRET = 1.10;

    static Score of(Rig rig, String policy, Run run, Run oracle) {
        Edges edges = new Edges(
                Oracle.plan(rig, run.trace()), oracle.sizes(), run.trace().endNanos());
        return new Score(
                run.trace().name(),
                policy,
                edges.reachNanos(run.sizes()),
                edges.overshoot(run.sizes()),
                run.sizes().turns(),
                run.threadNanos() / 1e9,
                run.threadNanos() / oracle.threadNanos(),
                run.threadNanos() / Math.max(1, run.trace().workNanos()),
                run.violations(rig),
                oracle.violations(rig),
                run.p99Nanos(),
                run.lost());
    }

    /** Whether it costs at most a tenth more than the oracle, and at most one more violated second. */
    public boolean reachesGoal() {
        return toOracle <= REGRET && violations <= oracleViolations + 1;
    }
}
