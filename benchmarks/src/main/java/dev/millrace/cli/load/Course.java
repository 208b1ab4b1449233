package dev.millrace.cli.load;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.RunReport;
import dev.millrace.pool.metrics.report.TimelineBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the measured part of a run for its report, interval by interval. */
final class Course implements Consumer<Interval> {
    private final WorkerPool pool;
    private @Nullable TimelineBuilder timeline;

    Course(WorkerPool pool) {
        this.pool = pool;
    }

    /** What the pool has counted by now is the warm-up's. */
    void begin() {
        timeline = new TimelineBuilder(Instant.now(), pool.stats());
    }

    @Override
    public void accept(Interval interval) {
        timeline()
                .add(
                        report(interval.latencies(), interval.fromMillis(), interval.toMillis()),
                        interval.stats(),
                        pool.decisions());
    }

    /** Every job of a run is timed, from its intended send on. */
    private LatencyReport report(Latencies latencies, long fromMillis, long toMillis) {
        return LatencyReport.of(
                pool.name(),
                LatencySampling.EXACT,
                Instant.ofEpochMilli(fromMillis),
                Instant.ofEpochMilli(Math.max(fromMillis, toMillis)),
                0,
                Map.of(
                        LatencySeries.TOTAL, latencies.response(),
                        LatencySeries.WAIT, latencies.waited(),
                        LatencySeries.RUN, latencies.ran()));
    }

    /** Of a run that was interrupted before its first interval it has none but an empty one. */
    RunReport report() {
        if (timeline().isEmpty()) {
            long now = System.currentTimeMillis();
            timeline().add(report(Latencies.large(), now, now), pool.stats(), pool.decisions());
        }
        return timeline().report();
    }

    private TimelineBuilder timeline() {
        return requireNonNull(timeline, "begin() comes first");
    }
}
