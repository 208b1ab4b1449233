package dev.millrace.pool.metrics.report;

import static dev.millrace.pool.metrics.report.RunText.plain;
import static dev.millrace.pool.metrics.report.RunText.text;

import dev.millrace.pool.metrics.Durations;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.ReportComparison.Row;
import dev.millrace.pool.metrics.report.ReportComparison.SharedFact;
import java.util.StringJoiner;

/** A comparison for people, in lines. */
final class ComparisonText {
    private ComparisonText() {}

    static String of(ReportComparison comparison) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("A  " + plain(comparison.nameOfA()));
        lines.add("B  " + plain(comparison.nameOfB()));
        for (LatencySeries which : LatencySeries.values()) {
            lines.add("");
            lines.add(text("%-8s %12s %12s %8s", which.label(), "A", "B", "B / A"));
            comparison.rows(which).forEach(row -> lines.add(row(row)));
            lines.add(text(
                    "%-8s %,12d %,12d",
                    "count",
                    comparison.a().latency().series(which).count(),
                    comparison.b().latency().series(which).count()));
        }
        lines.add("");
        lines.add("What differs");
        comparison.facts().stream().filter(SharedFact::differs).forEach(each -> {
            lines.add("! " + plain(each.fact().group() + ", " + each.fact().name()));
            lines.add("    A  " + known(each.fact().value()));
            lines.add("    B  " + known(each.valueOfB()));
        });
        return lines.toString();
    }

    private static String row(Row row) {
        return text(
                "%-8s %12s %12s %8s",
                row.name(), duration(row.nanosOfA()), duration(row.nanosOfB()), ratio(row.ratio()));
    }

    private static String duration(double nanos) {
        return nanos == 0 ? "-" : Durations.text(nanos);
    }

    static String ratio(double ratio) {
        return Double.isNaN(ratio) ? "-" : text("%.2f", ratio);
    }

    static String known(String value) {
        return value.isEmpty() ? "not known" : plain(value);
    }
}
