package dev.millrace.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final RunReport fast = report(1_000);
    private final RunReport slow = report(3_000);

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        fast.writeTo(folder.resolve("fast"));
        slow.writeTo(folder.resolve("slow"));
    }

    @Test
    void shouldPrintAReport() throws IOException {
        assertThat(run("report", folder.resolve("fast"))).isZero();

        assertThat(out.toString()).startsWith(fast.text());
        assertThat(listed(folder)).isEqualTo(2);
    }

    @Test
    void shouldPrintTheReportOfALogAlone() {
        assertThat(run("report", folder.resolve("slow/own.hlog"))).isZero();

        assertThat(out.toString()).startsWith(slow.latency().text());
    }

    @Test
    void shouldMakeThePageAgain() throws IOException {
        assertThat(run("report", folder.resolve("fast"), "--out", folder.resolve("again")))
                .isZero();

        assertThat(folder.resolve("again/own.html")).content().isEqualTo(fast.html());
        assertThat(folder.resolve("again/own.json")).content().isEqualTo(fast.json());
        assertThat(folder.resolve("again/own.png")).isNotEmptyFile();
        assertThat(out.toString()).contains(folder.resolve("again/own.html").toString());
    }

    @Test
    void shouldCompareTwoReports() {
        Path out = folder.resolve("compared");

        assertThat(run("report", "compare", folder.resolve("fast"), folder.resolve("slow/own.hlog"), "--out", out))
                .isZero();

        assertThat(this.out.toString()).containsPattern("p50 +1.00 us +3.01 us +3\\.00");
        assertThat(out.resolve("comparison.html")).content().contains("3.00");
        assertThat(out.resolve("comparison.txt")).content().contains("3.00");
    }

    @Test
    void shouldTellWhatIsWrong() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.hlog"), "bad\nbad\n");
        assertThat(run("report", bad)).isEqualTo(2);
        assertThat(errors.toString()).contains(bad + ", line 1: not the latency log of a pool");

        assertThat(run("report", "compare", folder.resolve("fast"), folder.resolve("none"))).isEqualTo(2);
        assertThat(errors.toString()).contains(folder.resolve("none") + ": there is no such report");

        assertThat(run("report", folder.resolve("fast"), "--out", bad)).isEqualTo(2);
        assertThat(errors.toString()).contains("cannot write a report into the directory " + bad);
    }

    private int run(Object... arguments) {
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private static long listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static RunReport report(long nanos) {
        Histogram times = new Histogram(2);
        times.recordValueWithCount(nanos, 1_000);
        return RunReport.of(LatencyReport.of(
                "own",
                LatencySampling.EXACT,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                0,
                Map.of(LatencySeries.WAIT, times, LatencySeries.RUN, times, LatencySeries.TOTAL, times)));
    }
}
