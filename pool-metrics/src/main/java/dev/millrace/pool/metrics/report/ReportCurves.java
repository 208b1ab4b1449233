package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.Durations;
import dev.millrace.pool.metrics.LatencyDistribution;
import dev.millrace.pool.metrics.chart.Curve;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.HistogramIterationValue;

/** Distributions as curves for charts. */
final class ReportCurves {
    private ReportCurves() {}

    static Curve curve(String name, String style, LatencyDistribution distribution) {
        List<Long> values = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (HistogramIterationValue bucket : distribution.toHistogram().recordedValues()) {
            values.add(Math.min(bucket.getValueIteratedTo(), distribution.max()));
            counts.add(bucket.getTotalCountToThisValue());
        }
        return new Curve(name, style, array(values), array(counts));
    }

    private static long[] array(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }

    /** With the sign that is missing where only plain text is safe. */
    static String duration(double nanos) {
        return Durations.text(nanos).replace(" us", " \u00b5s");
    }

    /** Ticks of an axis are round: 10 us, not 10.0 us. */
    static String tick(double nanos) {
        return duration(nanos).replaceFirst("\\.0+ ", " ");
    }

    static String durationOrDash(LatencyDistribution distribution, double nanos) {
        return distribution.count() == 0 ? "\u2013" : duration(nanos);
    }
}
