package dev.millrace.bench.table;

import static dev.millrace.tool.Format.text;

import dev.millrace.bench.Samples;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Role;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Prints the medians of all contenders, each beside the best peer and the limit of the same run. */
public final class Table {
    private static final String FORMAT = "%-7s %-12s %-22s %10s %-18s %7s %-15s %7s %-15s %9s %6s %8s %8s %9s  %s";
    private static final String NONE = "-";

    private final Results results;
    private final PrintWriter out;

    /** @param out where it is printed */
    public Table(Results results, PrintWriter out) {
        this.results = results;
        this.out = out;
    }

    /** Prints what came of the cells. */
    public void print(List<Cell> cells) {
        out.println(text(
                FORMAT,
                "",
                "cell",
                "contender",
                "score",
                "",
                "x peer",
                "95 %",
                "x limit",
                "95 %",
                "cpu ns",
                "cpus",
                "vol",
                "invol",
                "bytes",
                "verified"));
        for (Cell cell : cells) {
            Results some = results.of(cell.scenario(), cell.name());
            for (Metric metric : cell.metrics()) {
                some.contenders(metric).forEach(name -> print(cell, metric, some, name));
            }
        }
    }

    private void print(Cell cell, Metric metric, Results some, String name) {
        Results mine = some.of(name);
        Samples score = mine.samples(metric);
        if (score.sorted().length == 0 && mine.areVerified()) {
            return; // does not tell this figure
        }
        Optional<Samples.Ratio> toPeer = ratio(score, some, Role.PEER, metric);
        Optional<Samples.Ratio> toLimit = ratio(score, some, Role.LIMIT, metric);
        out.println(text(
                        FORMAT,
                        cell.scenario(),
                        cell.name(),
                        name,
                        number(score.median()),
                        metric.name() + " " + metric.unit(),
                        middle(toPeer),
                        interval(toPeer),
                        middle(toLimit),
                        interval(toLimit),
                        number(mine.samples(Line::cpuNanosPerJob).median()),
                        number(mine.samples(Line::processors).median()),
                        number(mine.samples(Line::voluntaryPerThousand).median()),
                        number(mine.samples(Line::involuntaryPerThousand).median()),
                        number(mine.samples(Line::bytesPerJob).median()),
                        verified(mine))
                .stripTrailing());
    }

    private static Optional<Samples.Ratio> ratio(Samples score, Results some, Role role, Metric metric) {
        return score.sorted().length == 0
                ? Optional.empty()
                : some.best(role, metric).map(best -> score.to(some.of(best).samples(metric)));
    }

    private static String middle(Optional<Samples.Ratio> ratio) {
        return ratio.map(each -> number(each.middle())).orElse(NONE);
    }

    private static String interval(Optional<Samples.Ratio> ratio) {
        return ratio.map(each -> "[" + number(each.low()) + ", " + number(each.high()) + "]")
                .orElse(NONE);
    }

    private static String verified(Results mine) {
        return mine.failures().stream()
                .findFirst()
                .map(line -> "FAILED: " + line.failure())
                .orElse("yes");
    }

    /** With three digits that mean something. */
    static String number(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return NONE;
        }
        return size >= 100 || size == 0 ? text("%,.0f", value) : size >= 10 ? text("%.1f", value) : text("%.2f", value);
    }
}
