package dev.millrace.bench.scenario;

import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Reading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The times of a round, and what is told of them. */
final class Times {
    static final Metric P50 = Metric.less("p50", "us");
    static final Metric P99 = Metric.less("p99", "us");
    static final List<Metric> METRICS = List.of(P50, P99);

    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(MOST_NANOS, DIGITS);

    void add(long nanos) {
        histogram.recordValue(Math.min(MOST_NANOS, nanos));
    }

    /** @param jobs how many ran for each of the times */
    Reading reading(int jobs) {
        return new Reading(jobs * histogram.getTotalCount(), Map.of(P50.name(), micros(50), P99.name(), micros(99)));
    }

    private double micros(double percent) {
        return histogram.getValueAtPercentile(percent) / 1e3;
    }
}
