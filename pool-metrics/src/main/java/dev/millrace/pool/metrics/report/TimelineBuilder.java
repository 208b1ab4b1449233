package dev.millrace.pool.metrics.report;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.metrics.LatencyReport;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Collects a run's intervals in bounded memory: when it holds {@value #MOST_POINTS}, neighbours are joined, and from then on
 * each point stands for twice as many intervals. Nothing is lost but resolution: histograms are added up, never percentiles.
 * For a program that measures by itself; {@link PoolTimeline} does it for any pool. Not thread-safe.
 */
public final class TimelineBuilder {
    /** The most points; between half as many and these there are in a long run. */
    public static final int MOST_POINTS = 512;
    /** The most changes of the size that are kept: the last. */
    public static final int MOST_RESIZES = 200;

    private final RunCounts begin;
    private final Instant from;
    private final List<TimelineSlice> slices = new ArrayList<>();
    private final Deque<ResizeMark> resizes = new ArrayDeque<>();
    private Set<SizingRecord> known = Set.of();
    private RunCounts last;
    private int intervalsPerPoint = 1;

    /**
     * Begins.
     *
     * @param from when
     * @param stats what the pool had counted by then, which is not the run's
     */
    public TimelineBuilder(Instant from, PoolStats stats) {
        this.from = from;
        this.begin = RunCounts.of(stats);
        this.last = begin;
    }

    /**
     * Adds an interval.
     *
     * @param latency of the jobs that ended in it; of the same pool and sampling as those before
     * @param now the pool's counters and gauges at its end
     * @param decisions the pool's last decisions; those that were added before are known
     */
    public void add(LatencyReport latency, PoolStats now, List<SizingRecord> decisions) {
        RunCounts counts = RunCounts.of(now);
        append(TimelineSlice.of(latency, counts.since(last), now));
        last = counts;
        noteResizes(decisions);
    }

    /** What was added so far. */
    public Timeline timeline() {
        return new Timeline(
                slices.stream().map(TimelineSlice::point).toList(),
                List.copyOf(resizes),
                slices.stream().map(TimelineSlice::latency).toList());
    }

    /** What the pool counted in the intervals so far. */
    public RunCounts counts() {
        return last.since(begin);
    }

    /** Whether nothing was added yet. */
    public boolean isEmpty() {
        return slices.isEmpty();
    }

    /**
     * A report of all intervals so far, on this machine; add what else is known of the run.
     *
     * @throws IllegalStateException if nothing was added yet
     */
    public RunReport report() {
        if (isEmpty()) {
            throw new IllegalStateException("there is no interval to report");
        }
        Timeline soFar = timeline();
        return RunReport.of(LatencyReport.combined(soFar.intervals()))
                .with(counts())
                .with(soFar);
    }

    private void append(TimelineSlice slice) {
        int newest = slices.size() - 1;
        if (newest >= 0 && slices.get(newest).intervals() < intervalsPerPoint) {
            slices.set(newest, slices.get(newest).plus(slice));
            return;
        }
        if (slices.size() == MOST_POINTS) {
            halve();
        }
        slices.add(slice);
    }

    private void halve() {
        List<TimelineSlice> joined = new ArrayList<>(MOST_POINTS);
        for (int i = 0; i < slices.size(); i += 2) {
            joined.add(slices.get(i).plus(slices.get(i + 1)));
        }
        slices.clear();
        slices.addAll(joined);
        intervalsPerPoint *= 2;
    }

    private void noteResizes(List<SizingRecord> decisions) {
        for (SizingRecord each : decisions) {
            boolean tells = each.from() != each.to() || each.cause() == SizingRecord.Cause.HAND;
            if (tells && !known.contains(each) && !each.at().isBefore(from)) {
                resizes.add(ResizeMark.of(each));
            }
        }
        known = Set.copyOf(decisions);
        while (resizes.size() > MOST_RESIZES) {
            resizes.remove();
        }
    }
}
