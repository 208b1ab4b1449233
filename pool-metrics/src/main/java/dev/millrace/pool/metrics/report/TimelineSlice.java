package dev.millrace.pool.metrics.report;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.TimelinePoint.Times;
import java.util.List;

/** One point of a timeline in the making, with all that is needed to join it with its neighbour. */
record TimelineSlice(
        int intervals,
        LatencyReport latency,
        long arrived,
        long ran,
        long failed,
        long rejected,
        int depth,
        int workers,
        int busy) {

    static TimelineSlice of(LatencyReport latency, RunCounts counts, PoolStats atEnd) {
        return new TimelineSlice(
                1,
                latency,
                counts.jobs().attempts(),
                counts.ran(),
                counts.jobs().failed(),
                counts.jobs().rejected(),
                atEnd.depth().total(),
                atEnd.workers().live(),
                atEnd.workers().busy());
    }

    TimelineSlice plus(TimelineSlice later) {
        return new TimelineSlice(
                intervals + later.intervals,
                LatencyReport.combined(List.of(latency, later.latency)),
                arrived + later.arrived,
                ran + later.ran,
                failed + later.failed,
                rejected + later.rejected,
                Math.max(depth, later.depth),
                later.workers,
                later.busy);
    }

    TimelinePoint point() {
        return new TimelinePoint(
                latency.from(),
                latency.to(),
                arrived,
                ran,
                failed,
                rejected,
                depth,
                workers,
                busy,
                Times.of(latency, LatencySeries.WAIT),
                Times.of(latency, LatencySeries.RUN),
                Times.of(latency, LatencySeries.TOTAL));
    }
}
