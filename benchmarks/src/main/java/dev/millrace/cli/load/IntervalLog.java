package dev.millrace.cli.load;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes every interval to an {@code .hlog} file that HdrHistogram's own tools read. The response times bear no tag: a log in which
 * every line has one makes HistogramLogProcessor fail.
 */
final class IntervalLog implements Consumer<Interval>, Closeable {
    private final HistogramLogWriter log;

    IntervalLog(Path file, String comment) throws FileNotFoundException {
        log = new HistogramLogWriter(file.toFile());
        long now = System.currentTimeMillis();
        comment.lines().forEach(line -> log.outputComment("[" + line + "]"));
        log.outputComment("[Response times from the intended send; nanoseconds. Tags: wait, run]");
        log.outputLogFormatVersion();
        log.outputStartTime(now);
        log.setBaseTime(now);
        log.outputBaseTime(now);
        log.outputLegend();
    }

    @Override
    public void accept(Interval interval) {
        write(interval, interval.latencies().response());
        write(interval, tagged("wait", interval.latencies().waited()));
        write(interval, tagged("run", interval.latencies().ran()));
    }

    private void write(Interval interval, AbstractHistogram histogram) {
        histogram.setStartTimeStamp(interval.fromMillis());
        histogram.setEndTimeStamp(interval.toMillis());
        log.outputIntervalHistogram(histogram);
    }

    private static AbstractHistogram tagged(String tag, AbstractHistogram histogram) {
        histogram.setTag(tag);
        return histogram;
    }

    @Override
    public void close() {
        log.close();
    }
}
