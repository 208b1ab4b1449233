package dev.millrace.pool.metrics;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.PoolConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The latency of a pool's jobs over a span of time: wait, run and total. Immutable; all three series hold the same
 * jobs.
 *
 * <p>Where the pool times a sample of its jobs only, percentiles up to p99.9 speak for all jobs if the count is large
 * enough; p99.99 and the largest value are those of the sample, and are marked so in {@link #text}.
 */
public final class LatencyReport {
    private final String pool;
    private final LatencySampling sampling;
    private final long fromMillis;
    private final long toMillis;
    private final long clamped;
    private final Map<LatencySeries, LatencyDistribution> series;

    LatencyReport(
            String pool,
            LatencySampling sampling,
            long fromMillis,
            long toMillis,
            long clamped,
            Map<LatencySeries, LatencyDistribution> series) {
        this.pool = pool;
        this.sampling = sampling;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
        this.clamped = clamped;
        this.series = new EnumMap<>(series);
    }

    static LatencyReport of(PoolConfig config, long fromMillis, long toMillis, SeriesHistograms histograms) {
        Map<LatencySeries, LatencyDistribution> series = new EnumMap<>(LatencySeries.class);
        for (LatencySeries each : LatencySeries.values()) {
            series.put(each, LatencyDistribution.of(histograms.of(each)));
        }
        return new LatencyReport(config.name(), config.latency(), fromMillis, toMillis, histograms.clamped(), series);
    }

    /**
     * The life of a pool so far. Jobs may go on meanwhile; each is in the report whole or not at all.
     *
     * @throws IllegalStateException if the pool records no latency
     */
    public static LatencyReport of(ObservablePool pool) {
        return HdrLatencyRecorder.of(pool).report();
    }

    /**
     * Reads a log that {@link #writeHlog} or {@link LatencyLog} has written: one report an interval, in the order of
     * the file. An interval that the end of the file cuts off is left out.
     *
     * @throws IOException if the file cannot be read or is no such log
     */
    public static List<LatencyReport> readHlog(Path file) throws IOException {
        return HlogReader.read(file);
    }

    /**
     * Adds up reports, such as the intervals of a log: from the earliest begin to the latest end.
     *
     * @throws IllegalArgumentException if there is none, or if they differ in pool or sampling
     */
    public static LatencyReport combined(List<LatencyReport> reports) {
        return reports.stream()
                .reduce(LatencyReport::plus)
                .orElseThrow(() -> new IllegalArgumentException("reports must not be empty"));
    }

    /** The name of the pool. */
    public String pool() {
        return pool;
    }

    /** Which share of the jobs was recorded. */
    public LatencySampling sampling() {
        return sampling;
    }

    /** Where the span begins: for a whole life when the pool was built. */
    public Instant from() {
        return Instant.ofEpochMilli(fromMillis);
    }

    /** Where the span ends. */
    public Instant to() {
        return Instant.ofEpochMilli(toMillis);
    }

    /** How many jobs had a time below zero or above one hour, and were recorded as just that. */
    public long clamped() {
        return clamped;
    }

    /** The values of one series. */
    public LatencyDistribution series(LatencySeries which) {
        return requireNonNull(series.get(requireNonNull(which, "which")));
    }

    /**
     * A table for people: percentiles, largest, mean and count of each series, under a line that says what was
     * recorded.
     */
    public String text() {
        return ReportText.table(this);
    }

    /** Writes the percentile spectrum of {@link LatencySeries#TOTAL}. */
    public void writeHgrm(Path file) throws IOException {
        writeHgrm(file, LatencySeries.TOTAL);
    }

    /**
     * Writes the percentile spectrum of one series in milliseconds, as plotters of HdrHistogram read it; replaces the
     * file.
     */
    public void writeHgrm(Path file, LatencySeries which) throws IOException {
        ReportFile.write(file, ReportText.spectrum(series(which)));
    }

    /**
     * Writes a log of one interval with all series, as HdrHistogram's tools and {@link #readHlog} read it: the total
     * untagged, the others tagged {@code wait} and {@code run}; replaces the file.
     */
    public void writeHlog(Path file) throws IOException {
        HlogLines lines = new HlogLines(this);
        lines.add(this);
        ReportFile.write(file, lines.take());
    }

    @Override
    public String toString() {
        return text();
    }

    /** What came after {@code earlier}, an earlier report of the same life. */
    LatencyReport minus(LatencyReport earlier) {
        return new LatencyReport(
                pool,
                sampling,
                earlier.toMillis,
                toMillis,
                clamped - earlier.clamped,
                merged(earlier, LatencyDistribution::minus));
    }

    private LatencyReport plus(LatencyReport other) {
        if (!pool.equals(other.pool) || !sampling.equals(other.sampling)) {
            throw new IllegalArgumentException("reports must be of one pool and one sampling, were " + pool + " 1 in "
                    + sampling.oneIn() + " and " + other.pool + " 1 in " + other.sampling.oneIn());
        }
        return new LatencyReport(
                pool,
                sampling,
                Math.min(fromMillis, other.fromMillis),
                Math.max(toMillis, other.toMillis),
                clamped + other.clamped,
                merged(other, LatencyDistribution::plus));
    }

    private Map<LatencySeries, LatencyDistribution> merged(
            LatencyReport other, BinaryOperator<LatencyDistribution> operation) {
        Map<LatencySeries, LatencyDistribution> result = new EnumMap<>(LatencySeries.class);
        series.forEach((which, own) -> result.put(which, operation.apply(own, other.series(which))));
        return result;
    }
}
