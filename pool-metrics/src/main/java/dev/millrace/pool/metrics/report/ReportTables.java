package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.LatencyDistribution;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.chart.Markup;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The tables of a page. */
final class ReportTables {
    private ReportTables() {}

    /** Each value is also there in nanoseconds, for programs that read pages. */
    static void percentiles(Markup out, LatencyReport report) {
        out.open("div", "class", "scroll").open("table", "id", "percentiles");
        out.element("caption", "Time of a job");
        head(out, "", "wait", "run", "total");
        out.open("tbody");
        for (double percent : ReportJson.PERCENTILES) {
            String name = "p" + ReportJson.percentName(percent);
            row(out, report, name, name, "", each -> each.percentile(percent));
        }
        row(out, report, "max", "max", "strong", LatencyDistribution::max);
        row(out, report, "mean", "mean", "", LatencyDistribution::mean);
        out.open("tr").element("th", "count", "scope", "row");
        for (LatencySeries which : LatencySeries.values()) {
            long count = report.series(which).count();
            out.element("td", number((double) count), "data-series", which.label(), "data-row", "count", "data-value", count);
        }
        out.close("tr").close("tbody").close("table").close("div");
    }

    private static void row(
            Markup out,
            LatencyReport report,
            String name,
            String id,
            String style,
            ToDoubleFunction<LatencyDistribution> value) {
        out.open("tr", "class", style).element("th", name, "scope", "row");
        for (LatencySeries which : LatencySeries.values()) {
            LatencyDistribution each = report.series(which);
            double nanos = value.applyAsDouble(each);
            out.element(
                    "td",
                    ReportCurves.durationOrDash(each, nanos),
                    "data-series",
                    which.label(),
                    "data-row",
                    id,
                    "data-value",
                    Math.round(nanos));
        }
        out.close("tr");
    }

    static void counts(Markup out, String title, Map<String, Long> counts) {
        out.open("div").element("h3", title).open("table").open("tbody");
        counts.forEach((name, value) -> out.open("tr")
                .element("th", name, "scope", "row")
                .element("td", number(value), "data-count", name)
                .close("tr"));
        out.close("tbody").close("table").close("div");
    }

    static void facts(Markup out, String group, List<Fact> facts) {
        out.open("div").element("h3", group).open("table").open("tbody");
        facts.forEach(fact -> out.open("tr")
                .element("th", fact.name(), "scope", "row")
                .element("td", fact.value(), "class", "words")
                .close("tr"));
        out.close("tbody").close("table").close("div");
    }

    /** The first heading is words, the others stand over figures. */
    static void head(Markup out, String... names) {
        out.open("thead").open("tr");
        for (String name : names) {
            out.element("th", name, "scope", "col");
        }
        out.close("tr").close("thead");
    }

    /** A duration, where there is one. */
    static String orDash(double nanos) {
        return Double.isNaN(nanos) ? "\u2013" : ReportCurves.duration(nanos);
    }

    static String number(double value) {
        return Double.isNaN(value) ? "\u2013" : String.format(Locale.ROOT, "%,.0f", value);
    }
}
