package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.TimelinePoint.Times;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads reports from folders and files. */
final class ReportReader {
    private ReportReader() {}

    static RunReport read(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString(), null, "there is no such report");
        }
        Path file = Files.isDirectory(source) ? onlyReport(source) : source;
        return file.toString().endsWith(ReportFormat.HLOG.ending()) ? ofHlog(file) : ofJson(file);
    }

    private static Path onlyReport(Path folder) throws IOException {
        for (ReportFormat format : List.of(ReportFormat.JSON, ReportFormat.HLOG)) {
            List<Path> found;
            try (Stream<Path> files = Files.list(folder)) {
                found = files.filter(file -> file.toString().endsWith(format.ending()))
                        .sorted()
                        .toList();
            }
            if (found.size() == 1) {
                return found.get(0);
            }
            if (found.size() > 1) {
                throw new IOException(folder + ": there are several reports in it, name one of them: "
                        + found.stream()
                                .map(file -> file.getFileName().toString())
                                .toList());
            }
        }
        throw new IOException(folder + ": there is no report in it: neither a .json nor an .hlog");
    }

    private static RunReport ofJson(Path file) throws IOException {
        try {
            return ReportJsonReader.read(Files.readString(file));
        } catch (MalformedInputException e) {
            throw new IOException(file + ": not a report of Millrace: it is not text", e);
        } catch (RuntimeException e) {
            throw new IOException(file + ": not a report of Millrace: " + e.getMessage(), e);
        }
    }

    /** Of the machine and the pool such a log tells nothing. */
    private static RunReport ofHlog(Path file) throws IOException {
        List<LatencyReport> intervals = LatencyReport.readHlog(file);
        if (intervals.isEmpty()) {
            throw new IOException(file + ": the log has no whole interval");
        }
        LatencyReport latency = LatencyReport.combined(intervals);
        List<TimelinePoint> points = intervals.stream().map(ReportReader::point).toList();
        return new RunReport(
                        latency, RunFacts.basic(latency), null, new Timeline(points, List.of(), intervals), Map.of())
                .with(List.of(new Fact(RunFacts.RUN, "Millrace", "not known, read from " + file.getFileName())));
    }

    private static TimelinePoint point(LatencyReport interval) {
        return new TimelinePoint(
                interval.from(),
                interval.to(),
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                Times.of(interval, LatencySeries.WAIT),
                Times.of(interval, LatencySeries.RUN),
                Times.of(interval, LatencySeries.TOTAL));
    }
}
