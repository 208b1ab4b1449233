package dev.millrace.bench.table;

import static dev.millrace.tool.Format.text;

import dev.millrace.bench.Samples;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Role;
import java.util.Optional;

/**
 * What Millrace's score in a cell is held against.
 *
 * @param cell of the goal's scenario
 * @param metric its score
 * @param against a contender of the cell, {@link #BEST_PEER}, {@link #LIMIT}, or {@link #VALUE}
 * @param factor how often that it is to be at least, or at most where less is better; with {@link #VALUE} the value itself
 */
record Bound(String cell, Metric metric, String against, double factor) {
    static final String BEST_PEER = "best peer";
    static final String LIMIT = "limit";
    static final String VALUE = "";

    private static final double ROUNDING = 1e-9;

    /** What came of it. */
    enum Outcome {
        /** Also at the worse end of the interval. */
        MET,
        /** By the median, but not at the worse end. */
        NARROWLY,
        /** Not even by the median. */
        MISSED,
        /** It was not played, or whoever it is held against was not, or failed. */
        UNKNOWN
    }

    /** An outcome with its figures. */
    record Check(Outcome outcome, String text) {}

    Check check(String scenario, Results results) {
        Results some = results.of(scenario, cell);
        Optional<String> ours = some.best(Role.OURS, metric);
        Optional<String> other = other(some);
        if (ours.isEmpty() || other.isEmpty()) {
            return new Check(Outcome.UNKNOWN, text("%s %s: not known (%s)", cell, metric.name(), wanted(against)));
        }
        Samples mine = some.of(ours.get()).samples(metric);
        Samples.Ratio ratio = against.equals(VALUE)
                ? new Samples.Ratio(mine.median(), mine.quantile(0), mine.quantile(1))
                : mine.to(some.of(other.get()).samples(metric));
        return new Check(
                outcome(ratio),
                text(
                        "%s %s %s [%s, %s] (%s)",
                        cell,
                        metric.name(),
                        Table.number(ratio.middle()),
                        Table.number(ratio.low()),
                        Table.number(ratio.high()),
                        wanted(other.get())));
    }

    private Optional<String> other(Results some) {
        return switch (against) {
            case BEST_PEER -> some.best(Role.PEER, metric);
            case LIMIT -> some.best(Role.LIMIT, metric);
            case VALUE -> Optional.of(VALUE);
            default ->
                Optional.of(against)
                        .filter(name -> some.of(name).areVerified())
                        .filter(name -> some.of(name).samples(metric).sorted().length > 0);
        };
    }

    private Outcome outcome(Samples.Ratio ratio) {
        double worse = metric.more() ? ratio.low() : ratio.high();
        if (isMet(worse)) {
            return Outcome.MET;
        }
        return isMet(ratio.middle()) ? Outcome.NARROWLY : Outcome.MISSED;
    }

    private boolean isMet(double value) {
        return metric.more() ? value >= factor - ROUNDING : value <= factor + ROUNDING;
    }

    private String wanted(String other) {
        return text(
                "%s %s%s",
                metric.more() ? ">=" : "<=",
                Table.number(factor),
                against.equals(VALUE)
                        ? " " + metric.unit()
                        : " x " + (other.equals(against) ? against : against + " " + other));
    }
}
