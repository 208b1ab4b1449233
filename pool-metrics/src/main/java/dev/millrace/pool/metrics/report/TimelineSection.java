package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.chart.Markup;
import dev.millrace.pool.metrics.chart.Page;
import dev.millrace.pool.metrics.chart.TimeChart;
import dev.millrace.pool.metrics.chart.TimeChart.Line;
import dev.millrace.pool.metrics.chart.TimeChart.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** How a run went over time, as a part of its page: a chart and its figures for each of rate, depth, workers, p99. */
final class TimelineSection {
    private final Page page;
    private final Markup out;
    private final Timeline timeline;
    private final Instant begin;
    private final List<Double> edges = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    TimelineSection(Page page, Timeline timeline) {
        this.page = page;
        this.out = page.body();
        this.timeline = timeline;
        this.begin = timeline.points().get(0).from();
        edges.add(0.0);
        for (TimelinePoint each : timeline.points()) {
            edges.add(Math.max(edges.get(edges.size() - 1), seconds(each.to())));
        }
        for (ResizeMark each : timeline.resizes()) {
            String label = String.valueOf(marks.size() + 1);
            marks.add(new Mark(seconds(each.at()), label, label + ": " + each.change() + ", " + each.reason()));
        }
    }

    void write() {
        out.element("h2", "Over time");
        out.element(
                "p",
                String.format(
                        Locale.ROOT,
                        "%,d intervals. Rates and times are those of each interval, depth and workers are readings at its"
                                + " end.%s",
                        timeline.points().size(),
                        marks.isEmpty()
                                ? ""
                                : " Dashed lines: the size was changed; the numbers lead to the reasons below."),
                "class",
                "lead");
        if (timeline.isCounted()) {
            chart(
                    "rate",
                    "Rate",
                    "jobs/s",
                    "count",
                    ReportTables::number,
                    List.of(
                            line("ended", "total", TimelinePoint::ranPerSecond),
                            line("arrived", "second", TimelinePoint::arrivedPerSecond)));
            chart(
                    "depth",
                    "Depth",
                    "jobs waiting",
                    "count",
                    ReportTables::number,
                    List.of(line("depth", "total", TimelinePoint::depth)));
            chart(
                    "workers",
                    "Workers",
                    "workers",
                    "count",
                    ReportTables::number,
                    List.of(
                            line("live", "total", TimelinePoint::workers),
                            line("busy", "second", TimelinePoint::busy)));
        }
        chart(
                "p99",
                "p99 of each interval",
                "p99 of the interval",
                "nanos",
                ReportCurves::tick,
                List.of(
                        line("total", "total", point -> p99(point, LatencySeries.TOTAL)),
                        line("wait", "wait", point -> p99(point, LatencySeries.WAIT)),
                        line("run", "run", point -> p99(point, LatencySeries.RUN))));
        resizes();
        points();
    }

    private static double p99(TimelinePoint point, LatencySeries which) {
        return point.times(which).count() == 0 ? Double.NaN : point.times(which).p99();
    }

    private Line line(String name, String style, ToDoubleFunction<TimelinePoint> value) {
        return new Line(
                name,
                style,
                timeline.points().stream().mapToDouble(value).boxed().toList());
    }

    private void chart(
            String id, String title, String axis, String unitName, DoubleFunction<String> unit, List<Line> lines) {
        DoubleFunction<String> cell = unitName.equals("nanos") ? ReportTables::orDash : unit;
        out.open("div", "class", "beside");
        page.chart(
                id,
                new TimeChart(id, title, describe(title, lines, cell), axis, edges, unit, unitName, lines, marks)
                        .draw());
        out.open("table").element("caption", title);
        ReportTables.head(out, "", "least", "median", "most");
        out.open("tbody");
        for (Line line : lines) {
            double[] sorted = sorted(line);
            out.open("tr").element("th", line.name(), "scope", "row");
            for (double share : new double[] {0, 0.5, 1}) {
                out.element("td", cell.apply(at(sorted, share)));
            }
            out.close("tr");
        }
        out.close("tbody").close("table").close("div");
    }

    private static String describe(String title, List<Line> lines, DoubleFunction<String> unit) {
        StringBuilder words = new StringBuilder(title).append(" over time.");
        for (Line line : lines) {
            double[] sorted = sorted(line);
            words.append(' ')
                    .append(line.name())
                    .append(": ")
                    .append(unit.apply(at(sorted, 0)))
                    .append(" to ")
                    .append(unit.apply(at(sorted, 1)))
                    .append('.');
        }
        return words.toString();
    }

    private static double[] sorted(Line line) {
        return line.values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private void resizes() {
        if (marks.isEmpty()) {
            return;
        }
        out.element("h3", "Resizes").open("div", "class", "scroll").open("table", "id", "resizes");
        out.open("thead").open("tr");
        for (String name : List.of("", "after")) {
            out.element("th", name, "scope", "col");
        }
        for (String name : List.of("workers", "by", "reason")) {
            out.element("th", name, "scope", "col", "class", "words");
        }
        out.close("tr").close("thead").open("tbody");
        for (int i = 0; i < marks.size(); i++) {
            ResizeMark each = timeline.resizes().get(i);
            out.open("tr").element("th", marks.get(i).label(), "scope", "row");
            out.element("td", String.format(Locale.ROOT, "%,.1f s", marks.get(i).atSeconds()));
            out.element("td", each.change(), "class", "words");
            out.element("td", RunText.cause(each), "class", "words");
            out.element("td", each.reason(), "class", "words");
            out.close("tr");
        }
        out.close("tbody").close("table").close("div");
    }

    private void points() {
        out.open("details").element("summary", "All intervals as a table");
        out.open("div", "class", "scroll").open("table", "id", "points");
        ReportTables.head(
                out,
                "until",
                "ended/s",
                "arrived/s",
                "failed",
                "refused",
                "depth",
                "live",
                "busy",
                "wait p99",
                "run p99",
                "total p50",
                "total p99",
                "total max");
        out.open("tbody");
        for (TimelinePoint each : timeline.points()) {
            out.open("tr").element("th", String.format(Locale.ROOT, "%,.1f s", seconds(each.to())), "scope", "row");
            cells(each.ranPerSecond(), each.arrivedPerSecond());
            for (long count : new long[] {each.failed(), each.rejected(), each.depth(), each.workers(), each.busy()}) {
                cells(each.isCounted() ? count : Double.NaN);
            }
            for (double nanos : new double[] {
                p99(each, LatencySeries.WAIT),
                p99(each, LatencySeries.RUN),
                each.totalTimes().count() == 0 ? Double.NaN : each.totalTimes().p50(),
                p99(each, LatencySeries.TOTAL),
                each.totalTimes().count() == 0 ? Double.NaN : each.totalTimes().max()
            }) {
                out.element("td", ReportTables.orDash(nanos));
            }
            out.close("tr");
        }
        out.close("tbody").close("table").close("div").close("details");
    }

    private void cells(double... values) {
        for (double value : values) {
            out.element("td", ReportTables.number(value));
        }
    }

    private double seconds(Instant at) {
        return Duration.between(begin, at).toMillis() / 1e3;
    }
}
