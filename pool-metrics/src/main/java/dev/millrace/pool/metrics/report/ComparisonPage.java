package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.chart.Markup;
import dev.millrace.pool.metrics.chart.Page;
import dev.millrace.pool.metrics.chart.PercentileChart;
import dev.millrace.pool.metrics.report.ReportComparison.Row;
import dev.millrace.pool.metrics.report.ReportComparison.SharedFact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Two reports as one page. */
final class ComparisonPage {
    /** Ratios this close to one are not coloured: runs of one program differ by more. */
    private static final double NOTABLE = 0.1;

    private final ReportComparison comparison;
    private final Page page;
    private final Markup out;

    private ComparisonPage(ReportComparison comparison) {
        this.comparison = comparison;
        this.page = new Page("Latency of " + comparison.nameOfA() + " and " + comparison.nameOfB());
        this.out = page.body();
    }

    static String of(ReportComparison comparison) {
        ComparisonPage page = new ComparisonPage(comparison);
        page.head();
        for (LatencySeries which : List.of(LatencySeries.TOTAL, LatencySeries.WAIT, LatencySeries.RUN)) {
            page.series(which);
        }
        page.facts();
        return page.page.html();
    }

    private void head() {
        out.element("h1", "Two runs beside each other");
        side("A", comparison.nameOfA(), comparison.a());
        side("B", comparison.nameOfB(), comparison.b());
        out.open("ul", "class", "figures");
        for (Row row : comparison.rows(LatencySeries.TOTAL)) {
            if (Set.of("p50", "p99", "p99.9", "max").contains(row.name())) {
                out.open("li")
                        .element("span", "total " + row.name() + ", B / A", "class", "name")
                        .element("span", ComparisonText.ratio(row.ratio()), "class", "value")
                        .close("li");
            }
        }
        out.close("ul").open("ul", "class", "notes");
        out.element(
                "li",
                "A ratio above 1: B takes longer. One run of each shows that these two differ, not why; runs of the same"
                        + " program differ, too.");
        Set<String> notes = new LinkedHashSet<>();
        ReportNotes.of(comparison.a()).forEach(note -> notes.add("A: " + note));
        ReportNotes.of(comparison.b()).forEach(note -> notes.add("B: " + note));
        notes.forEach(note -> out.element("li", note));
        out.close("ul");
    }

    private void side(String letter, String name, RunReport report) {
        out.open("p", "class", "lead")
                .element("b", letter)
                .text(" " + name + " \u00b7 pool '" + report.latency().pool() + "' \u00b7 "
                        + report.latency().from() + ", " + RunFacts.length(report.latency()))
                .close("p");
    }

    private void series(LatencySeries which) {
        String id = "curves-" + which.label();
        out.element(
                "h2",
                which.label().substring(0, 1).toUpperCase(Locale.ROOT)
                        + which.label().substring(1));
        out.open("div", "class", "beside");
        page.chart(
                id,
                PercentileChart.draw(
                        id,
                        "Time of a job by percentile, " + which.label() + ", of A and B",
                        "Two curves; their values stand in the table beside this chart.",
                        List.of(
                                ReportCurves.curve(
                                        "A", "a", comparison.a().latency().series(which)),
                                ReportCurves.curve(
                                        "B", "b", comparison.b().latency().series(which))),
                        ReportCurves::tick));
        out.open("table", "id", "ratios-" + which.label());
        out.element("caption", "Time of a job, " + which.label());
        ReportTables.head(out, "", "A", "B", "B / A");
        out.open("tbody");
        comparison.rows(which).forEach(this::row);
        out.open("tr").element("th", "count", "scope", "row");
        for (RunReport each : List.of(comparison.a(), comparison.b())) {
            out.element("td", ReportTables.number((double) each.latency().series(which).count()));
        }
        out.element("td", "").close("tr").close("tbody").close("table").close("div");
    }

    private void row(Row row) {
        double ratio = row.ratio();
        String style = ratio > 1 + NOTABLE ? "worse" : ratio < 1 - NOTABLE ? "better" : "";
        out.open("tr", "class", row.name().equals("max") ? "strong" : "").element("th", row.name(), "scope", "row");
        for (double nanos : List.of(row.nanosOfA(), row.nanosOfB())) {
            out.element(
                    "td",
                    nanos == 0 ? "\u2013" : ReportCurves.duration(nanos),
                    "data-row",
                    row.name(),
                    "data-value",
                    Math.round(nanos));
        }
        out.element("td", ComparisonText.ratio(ratio), "class", style).close("tr");
    }

    private void facts() {
        List<SharedFact> facts = new ArrayList<>(comparison.facts());
        out.element("h2", "The runs");
        out.element("p", "Marked lines differ.", "class", "lead");
        out.open("div", "class", "scroll")
                .open("table", "id", "facts", "class", "facts")
                .open("thead")
                .open("tr");
        for (String name : List.of("", "A", "B", "")) {
            out.element("th", name, "class", "words", "scope", "col");
        }
        out.close("tr").close("thead").open("tbody");
        for (SharedFact each : facts) {
            out.open("tr", "class", each.differs() ? "differs" : "")
                    .element("th", each.fact().group() + ", " + each.fact().name(), "class", "words", "scope", "row")
                    .element("td", ComparisonText.known(each.fact().value()), "class", "words")
                    .element("td", ComparisonText.known(each.valueOfB()), "class", "words")
                    .element("td", each.differs() ? "differs" : "", "class", "words")
                    .close("tr");
        }
        out.close("tbody").close("table").close("div");
    }
}
