package dev.millrace.pool.metrics;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;

/** A report as text for people and plotters. */
final class ReportText {
    private static final double NANOS_PER_MILLI = 1e6;
    /** Steps between 50 % and 75 %, and as many in each further half of what is left: what HdrHistogram's tools use. */
    private static final int SPECTRUM_STEPS = 5;

    private static final int SPECTRUM_DECIMALS = 4;

    private ReportText() {}

    static String table(LatencyReport report) {
        boolean sampled = report.sampling().oneIn() > 1;
        String mark = sampled ? "*" : "";
        StringJoiner lines = new StringJoiner("\n");
        lines.add(header(report));
        lines.add(String.format(Locale.ROOT, "%-8s %12s %12s %12s", "", "wait", "run", "total"));
        lines.add(row(report, "p50", each -> percentile(each, 50)));
        lines.add(row(report, "p90", each -> percentile(each, 90)));
        lines.add(row(report, "p99", each -> percentile(each, 99)));
        lines.add(row(report, "p99.9", each -> percentile(each, 99.9)));
        lines.add(row(report, "p99.99" + mark, each -> percentile(each, 99.99)));
        lines.add(row(report, "max" + mark, ReportText::max));
        lines.add(row(report, "mean", each -> each.count() == 0 ? "-" : Durations.text(each.mean())));
        lines.add(row(report, "count", each -> number(each.count())));
        if (sampled) {
            lines.add("* of the sample: the slowest of all jobs may not be in it");
        }
        return lines.toString();
    }

    /** A line a series, without a header: part of what a pool says of itself. */
    static String summary(LatencyReport report) {
        StringJoiner lines = new StringJoiner("\n");
        for (LatencySeries which : LatencySeries.values()) {
            LatencyDistribution each = report.series(which);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-5s  count %s (%s)  p50 %s  p99 %s  p99.9 %s  max %s",
                    which.label(),
                    number(each.count()),
                    share(report),
                    percentile(each, 50),
                    percentile(each, 99),
                    percentile(each, 99.9),
                    max(each)));
        }
        return lines.toString();
    }

    /** The .hgrm format, which prints as many decimals as its histogram has digits: fewer, and most waits would be zero. */
    static byte[] spectrum(LatencyDistribution distribution) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            distribution
                    .toHistogram(SPECTRUM_DECIMALS)
                    .outputPercentileDistribution(out, SPECTRUM_STEPS, NANOS_PER_MILLI);
        }
        return bytes.toByteArray();
    }

    private static String header(LatencyReport report) {
        double nanos = (report.to().toEpochMilli() - report.from().toEpochMilli()) * NANOS_PER_MILLI;
        return String.format(
                Locale.ROOT,
                "latency of pool '%s' over %s: %s recorded, %s clamped to 0..1 h",
                report.pool(),
                Durations.text(nanos),
                share(report),
                number(report.clamped()));
    }

    private static String share(LatencyReport report) {
        int oneIn = report.sampling().oneIn();
        return oneIn == 1 ? "every job" : "1 in " + number(oneIn);
    }

    private static String row(LatencyReport report, String name, Function<LatencyDistribution, String> cell) {
        return String.format(
                Locale.ROOT,
                "%-8s %12s %12s %12s",
                name,
                cell.apply(report.series(LatencySeries.WAIT)),
                cell.apply(report.series(LatencySeries.RUN)),
                cell.apply(report.series(LatencySeries.TOTAL)));
    }

    private static String percentile(LatencyDistribution distribution, double percent) {
        return distribution.count() == 0 ? "-" : Durations.text((double) distribution.percentile(percent));
    }

    private static String max(LatencyDistribution distribution) {
        return distribution.count() == 0 ? "-" : Durations.text((double) distribution.max());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
