package dev.millrace.cli.load;

import dev.millrace.pool.PoolStats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps one line of figures a second. */
final class History implements Consumer<Interval> {
    private static final double FULL_SECOND_NANOS = 0.99e9;

    private final List<Second> seconds = new ArrayList<>();

    @Override
    public void accept(Interval interval) {
        seconds.add(Second.of(interval));
    }

    List<Second> seconds() {
        return seconds;
    }

    double slowestSecond() {
        return seconds.stream()
                .filter(second -> second.elapsedNanos >= FULL_SECOND_NANOS)
                .mapToDouble(Second::jobsPerSecond)
                .min()
                .orElse(Double.NaN);
    }

    double fullest() {
        return seconds.stream().mapToDouble(Second::depthShare).max().orElse(0);
    }

    /** The figures of an {@link Interval}. */
    record Second(
            long elapsedNanos,
            double jobsPerSecond,
            int depth,
            double depthShare,
            int workers,
            long p50,
            long p99,
            long max) {

        static Second of(Interval interval) {
            PoolStats.Depth depth = interval.stats().depth();
            var response = interval.latencies().response();
            return new Second(
                    interval.elapsedNanos(),
                    interval.jobsPerSecond(),
                    depth.total(),
                    (double) depth.total() / depth.capacity(),
                    interval.stats().workers().live(),
                    response.getValueAtPercentile(50),
                    response.getValueAtPercentile(99),
                    response.getMaxValue());
        }
    }
}
