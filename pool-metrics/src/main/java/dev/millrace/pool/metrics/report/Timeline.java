package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.LatencyReport;
import java.util.List;

/** How a run went: intervals in a row, and what was done about the size. Immutable. {@link TimelineBuilder} makes one. */
public final class Timeline {
    static final Timeline NONE = new Timeline(List.of(), List.of(), List.of());

    private final List<TimelinePoint> points;
    private final List<ResizeMark> resizes;
    private final List<LatencyReport> intervals;

    Timeline(List<TimelinePoint> points, List<ResizeMark> resizes, List<LatencyReport> intervals) {
        this.points = List.copyOf(points);
        this.resizes = List.copyOf(resizes);
        this.intervals = List.copyOf(intervals);
    }

    /** The intervals, oldest first, without gaps; empty if none were recorded. */
    public List<TimelinePoint> points() {
        return points;
    }

    /** Changes of the size, oldest first, the last {@value TimelineBuilder#MOST_RESIZES}. */
    public List<ResizeMark> resizes() {
        return resizes;
    }

    /** The latencies of each point; empty where the timeline was read from a file that does not have them. */
    List<LatencyReport> intervals() {
        return intervals;
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    /** Whether depth, workers and counts are known, and not the times alone. */
    boolean isCounted() {
        return points.stream().anyMatch(TimelinePoint::isCounted);
    }
}
