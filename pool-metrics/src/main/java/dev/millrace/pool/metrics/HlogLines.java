package dev.millrace.pool.metrics;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Reports as lines of a log in HdrHistogram's format. What that format has no place for, the pool, its sampling and the
 * clamped jobs, goes into comments that {@link HlogReader} knows.
 *
 * <p>Built in memory and taken from there: the print stream below would swallow the error of a full disk. Not
 * thread-safe.
 */
final class HlogLines {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final HistogramLogWriter log = new HistogramLogWriter(out);

    /** Begins with the head of a log that starts where {@code first} does. */
    HlogLines(LatencyReport first) {
        long startMillis = first.from().toEpochMilli();
        log.outputComment("[Latency of a Millrace pool; untagged lines: total; values in ns]");
        log.outputComment("[Pool: " + first.pool() + ", recorded: 1 in "
                + first.sampling().oneIn() + "]");
        log.outputLogFormatVersion();
        log.outputStartTime(startMillis);
        log.setBaseTime(startMillis);
        log.outputBaseTime(startMillis);
        log.outputLegend();
    }

    /**
     * Adds an interval: the total first and untagged, since HdrHistogram's log processor fails on a log with tagged
     * lines only.
     */
    void add(LatencyReport interval) {
        if (interval.clamped() > 0) {
            log.outputComment("[Clamped: " + interval.clamped() + "]");
        }
        add(interval, LatencySeries.TOTAL);
        add(interval, LatencySeries.WAIT);
        add(interval, LatencySeries.RUN);
    }

    /** What was added since the last call. */
    byte[] take() {
        out.flush();
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }

    private void add(LatencyReport interval, LatencySeries which) {
        Histogram histogram = interval.series(which).toHistogram();
        histogram.setStartTimeStamp(interval.from().toEpochMilli());
        histogram.setEndTimeStamp(interval.to().toEpochMilli());
        if (which != LatencySeries.TOTAL) {
            histogram.setTag(which.label());
        }
        log.outputIntervalHistogram(histogram);
    }
}
