package dev.millrace.pool.metrics;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.PoolConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.HdrHistogram.AbstractHistogram;

/**
 * The latency of a pool's jobs over a span of time: wait, run and total. Immutable; all three series hold the same
 * jobs.
 *
 * <p>Where the pool times a sample of its jobs only, percentiles up to p99.9 speak for all jobs if the count is large
 * enough; p99.99 and the largest value are those of the sample, and are marked so in {@link #text}.
 */
public final class LatencyReport {
    private static final Pattern POOL_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

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
     * A report of what a program has measured by itself, such as times from the intended submit.
     *
     * @param pool the name of the pool, by the rules of its builder
     * @param sampling which share of the jobs is in the histograms
     * @param clamped how many jobs had a time that was out of range
     * @param histograms of nanoseconds, all three, with the same number of jobs
     * @throws IllegalArgumentException if one of these rules is broken
     */
    public static LatencyReport of(
            String pool,
            LatencySampling sampling,
            Instant from,
            Instant to,
            long clamped,
            Map<LatencySeries, ? extends AbstractHistogram> histograms) {
        Map<LatencySeries, LatencyDistribution> series = new EnumMap<>(LatencySeries.class);
        histograms.forEach((which, each) -> series.put(which, LatencyDistribution.of(each)));
        LatencyReport report =
                new LatencyReport(pool, sampling, from.toEpochMilli(), to.toEpochMilli(), clamped, series);
        report.check();
        return report;
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

    /** The percentile spectrum of one series, as {@link #writeHgrm(Path, LatencySeries)} writes it. */
    public String hgrm(LatencySeries which) {
        return new String(ReportText.spectrum(series(which)), StandardCharsets.UTF_8);
    }

    /**
     * A log of intervals, in the order of their begin, as {@link #readHlog} reads it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static String hlog(List<LatencyReport> intervals) {
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("intervals must not be empty");
        }
        HlogLines lines = new HlogLines(intervals.get(0));
        intervals.forEach(lines::add);
        return new String(lines.take(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text();
    }

    void check() {
        require(POOL_NAME.matcher(pool).matches(), "pool must be 1 to 64 of [A-Za-z0-9._-], was '" + pool + "'");
        require(sampling.oneIn() > 0, "sampling must not be OFF: nothing was recorded then");
        require(fromMillis <= toMillis, "from must not be after to, was " + from() + " and " + to());
        require(clamped >= 0, "clamped must be >= 0, was " + clamped);
        require(series.size() == LatencySeries.values().length, "all series are needed, had " + series.keySet());
        long jobs = series(LatencySeries.TOTAL).count();
        series.forEach((which, each) -> require(
                each.count() == jobs,
                "all series must hold the same jobs, but total has " + jobs + " and " + which.label() + " "
                        + each.count()));
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw new IllegalArgumentException(problem);
        }
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
