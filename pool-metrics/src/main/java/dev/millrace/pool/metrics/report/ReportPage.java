package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.Durations;
import dev.millrace.pool.metrics.LatencyDistribution;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.chart.Curve;
import dev.millrace.pool.metrics.chart.Markup;
import dev.millrace.pool.metrics.chart.Page;
import dev.millrace.pool.metrics.chart.PercentileChart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as a page: what matters first, then the curves, the course, the counts, the facts. */
final class ReportPage {
    private final RunReport report;
    private final LatencyReport latency;
    private final Page page;
    private final Markup out;

    private ReportPage(RunReport report) {
        this.report = report;
        this.latency = report.latency();
        this.page = new Page("Latency of pool '" + latency.pool() + "'");
        this.out = page.body();
    }

    static String of(RunReport report) {
        ReportPage page = new ReportPage(report);
        page.head();
        page.percentiles();
        if (!report.timeline().isEmpty()) {
            new TimelineSection(page.page, report.timeline()).write();
        }
        page.counts();
        page.facts();
        return page.page.html();
    }

    private void head() {
        out.element("h1", "Latency of pool '" + latency.pool() + "'");
        String host = Stream.of(
                        report.fact(RunFacts.RUN, "Millrace").map(version -> "Millrace " + version),
                        report.fact(HostFacts.MACHINE, "JDK").map(jdk -> "JDK " + jdk),
                        report.fact(HostFacts.MACHINE, HostFacts.PROCESSORS).map(number -> number + " processors"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" \u00b7 "));
        out.element(
                "p",
                latency.from() + " to " + latency.to() + ", " + RunFacts.length(latency) + " \u00b7 "
                        + RunFacts.recorded(latency.sampling()) + " timed",
                "class",
                "lead");
        out.element("p", host, "class", "lead");
        LatencyDistribution total = latency.series(LatencySeries.TOTAL);
        out.open("ul", "class", "figures");
        for (double percent : new double[] {50, 99, 99.9}) {
            figure("total p" + ReportJson.percentName(percent), total, (double) total.percentile(percent));
        }
        figure("total max", total, (double) total.max());
        rate("offered");
        rate("achieved");
        report.counts().ifPresent(counts -> {
            count("failed", counts.jobs().failed());
            count("refused", counts.jobs().rejected());
        });
        out.close("ul");
        out.open("ul", "class", "notes");
        ReportNotes.of(report).forEach(note -> out.element("li", note));
        report.fact(RunFacts.MEASUREMENT, "coordinated omission")
                .ifPresent(how -> out.element("li", "Coordinated omission: " + how + "."));
        report.fact(RunFacts.MEASUREMENT, "discarded").ifPresent(what -> out.element("li", "Discarded: " + what + "."));
        out.close("ul");
    }

    private void figure(String name, LatencyDistribution of, double nanos) {
        figure(name, ReportCurves.durationOrDash(of, nanos), "");
    }

    /** The fact, without the words after the figure. */
    private void rate(String which) {
        report.fact(RunFacts.RATE, which)
                .ifPresent(value -> figure(which + ", jobs/s", value.replaceFirst(" jobs/s.*", ""), ""));
    }

    private void count(String name, long jobs) {
        figure(name, ReportTables.number((double) jobs), jobs > 0 ? "bad" : "");
    }

    private void figure(String name, String value, String style) {
        out.open("li", "class", style)
                .element("span", name, "class", "name")
                .element("span", value, "class", "value")
                .close("li");
    }

    private void percentiles() {
        out.element("h2", "Percentiles");
        out.element(
                "p",
                "Wait is until the start, run is start to end, total is both: from the submit, unless a note above says otherwise."
                        + " On the axis below each further nine has the same room.",
                "class",
                "lead");
        out.open("div", "class", "beside");
        List<Curve> curves = Stream.of(LatencySeries.TOTAL, LatencySeries.WAIT, LatencySeries.RUN)
                .map(which -> ReportCurves.curve(which.label(), which.label(), latency.series(which)))
                .toList();
        page.chart(
                "curves",
                PercentileChart.draw("curves", "Time of a job by percentile", describe(), curves, ReportCurves::tick));
        ReportTables.percentiles(out, latency);
        out.close("div");
    }

    private String describe() {
        return Stream.of(LatencySeries.values())
                .map(which -> {
                    LatencyDistribution each = latency.series(which);
                    return which.label() + ": p50 " + Durations.text((double) each.percentile(50)) + ", p99 "
                            + Durations.text((double) each.percentile(99)) + ", max "
                            + Durations.text((double) each.max());
                })
                .collect(Collectors.joining(". ", "Curves of wait, run and total. ", "."));
    }

    private void counts() {
        report.counts().ifPresent(counts -> {
            out.element("h2", "What became of the jobs");
            out.open("div", "class", "three");
            ReportTables.counts(out, "Jobs", CountTables.jobs(counts.jobs()));
            ReportTables.counts(out, "Refused", CountTables.rejections(counts.jobs(), counts.rejections()));
            ReportTables.counts(out, "How they moved", CountTables.flow(counts.flow()));
            out.close("div");
        });
    }

    private void facts() {
        out.element("h2", "The run");
        Map<String, List<Fact>> groups = report.facts().stream()
                .collect(Collectors.groupingBy(Fact::group, LinkedHashMap::new, Collectors.toList()));
        out.open("div", "class", "three");
        groups.forEach((group, facts) -> ReportTables.facts(out, group, facts));
        out.close("div");
    }
}
