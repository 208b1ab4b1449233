package dev.millrace.bench.scenario;

import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A thread that does nothing but read the clock: each gap is time that the machine did not give it. */
final class Hiccups implements Player {
    static final Metric P99 = Metric.less("p99", "us");
    static final Metric P9999 = Metric.less("p99.99", "us");
    static final Metric MAX = Metric.less("max", "us");
    static final List<Metric> METRICS = List.of(P99, P9999, MAX);

    private static final long MOST_NANOS = 60_000_000_000L;
    /** Of the time line, as jobs that are due each microsecond would see it. */
    private static final long STEP_NANOS = 1_000;

    @Override
    public Reading play(long nanos) {
        Histogram histogram = new Histogram(MOST_NANOS, 3);
        long begin = System.nanoTime();
        long due = begin;
        long steps = 0;
        while (due - begin < nanos) {
            long now = System.nanoTime();
            while (due <= now) {
                histogram.recordValue(Math.min(MOST_NANOS, now - due));
                due += STEP_NANOS;
                steps++;
            }
        }
        return new Reading(
                steps,
                Map.of(
                        P99.name(), histogram.getValueAtPercentile(99) / 1e3,
                        P9999.name(), histogram.getValueAtPercentile(99.99) / 1e3,
                        MAX.name(), histogram.getMaxValue() / 1e3));
    }

    @Override
    public void close() {
        // It keeps nothing.
    }
}
