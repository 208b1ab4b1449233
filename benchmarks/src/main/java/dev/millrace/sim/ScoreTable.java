package dev.millrace.sim;

import static dev.millrace.tool.Format.text;

import java.util.ArrayList;
import java.util.List;

/** Scores as text, and as lines of a file. */
public final class ScoreTable {
    /** The columns of the file. */
    public static final String CSV_HEADER =
            "trace,policy,reach_nanos,overshoot_workers,turns,thread_seconds,to_oracle,to_work,"
                    + "violated_seconds,oracle_violated_seconds,p99_wait_nanos,lost_jobs,goal";

    private static final String HEADER = text(
            "%-16s %9s %9s %6s %9s %8s %7s %5s %9s %8s  %s",
            "", "reach s", "overshoot", "turns", "thread-s", "/oracle", "/work", "viol", "p99 ms", "lost", "goal");

    private ScoreTable() {}

    /** One trace. */
    public static List<String> lines(Trial trial) {
        List<String> lines = new ArrayList<>();
        lines.add(
                HEADER.replaceFirst(" ".repeat(16), text("%-16s", trial.trace().name())));
        for (Score score : trial.scores()) {
            lines.add(text(
                    "%-16s %9s %9d %6d %9.1f %8.3f %7.2f %5d %9.1f %8d  %s",
                    score.policy(),
                    reach(score.reachNanos()),
                    score.overshoot(),
                    score.turns(),
                    score.threadSeconds(),
                    score.toOracle(),
                    score.toWork(),
                    score.violations(),
                    score.p99Nanos() / 1e6,
                    score.lost(),
                    score.policy().equals(Laboratory.ORACLE) ? "" : score.reachesGoal() ? "yes" : "no"));
        }
        return lines;
    }

    private static String reach(long nanos) {
        if (nanos == Score.NO_EDGE) {
            return "-";
        }
        return nanos == Score.NEVER ? "never" : text("%.2f", nanos / 1e9);
    }

    /** One score as a line of the file. */
    public static String csv(Score score) {
        return text(
                "%s,%s,%d,%d,%d,%.6f,%.6f,%.6f,%d,%d,%d,%d,%s",
                score.trace(),
                score.policy(),
                score.reachNanos(),
                score.overshoot(),
                score.turns(),
                score.threadSeconds(),
                score.toOracle(),
                score.toWork(),
                score.violations(),
                score.oracleViolations(),
                score.p99Nanos(),
                score.lost(),
                score.reachesGoal());
    }
}
