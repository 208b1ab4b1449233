package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencySampling;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyReportTest {
    private static final long START_MILLIS = 1_700_000_000_123L;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final HdrLatencyRecorder recorder = recorder(LatencySampling.SAMPLED);

    @TempDir
    Path folder;

    @Test
    void shouldPrintATableThatMarksWhatASampleCannotTell() {
        fill(1_000);
        recorder.writer(0).record(-1, 1);
        pass(12_300);

        assertThat(LatencyReport.of(Pools.with(recorder)).text().lines())
                .containsExactly(
                        "latency of pool 'orders' over 12.3 s: 1 in 64 recorded, 1 clamped to 0..1 h",
                        "                 wait          run        total",
                        "p50            501 ns       502 us       502 us",
                        "p90            903 ns       901 us       901 us",
                        "p99            991 ns       991 us       991 us",
                        "p99.9          999 ns       999 us      1.00 ms",
                        "p99.99*       1.00 us      1.00 ms      1.00 ms",
                        "max*          1.00 us      1.00 ms      1.00 ms",
                        "mean           500 ns       500 us       500 us",
                        "count           1,001        1,001        1,001",
                        "* of the sample: the slowest of all jobs may not be in it");
    }

    @Test
    void shouldMarkNothingWhenEveryJobIsRecorded() {
        HdrLatencyRecorder exact = recorder(LatencySampling.EXACT);
        exact.writer(0).record(1, 1);

        assertThat(exact.report().text()).contains("every job recorded").doesNotContain("*");
    }

    @Test
    void shouldPrintDashesWhenNothingIsRecorded() {
        assertThat(recorder.report().text())
                .contains("p50                 -            -            -")
                .contains("mean                -            -            -")
                .contains("count               0            0            0");
        assertThat(recorder.report().series(LatencySeries.RUN).percentile(50)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
    void shouldRefuseAPercentileThatIsNone(double percent) {
        LatencyDistribution total = recorder.report().series(LatencySeries.TOTAL);
        assertThatThrownBy(() -> total.percentile(percent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("percent must be 0..100, was " + percent);
    }

    @Test
    void shouldSayWhatToDoWhenThePoolRecordsNothing() {
        assertThatThrownBy(() -> LatencyReport.of(Pools.with((LatencyRecorder) null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pool 'orders' records no latency: latency(...) is off")
                .hasMessageContaining("add dev.millrace:pool-metrics");
    }

    @Test
    void shouldRefuseTheRecorderOfOthers() {
        LatencyRecorder other = new LatencyRecorder() {
            @Override
            public Writer writer(int worker) {
                throw new AssertionError();
            }

            @Override
            public String summary() {
                return "";
            }
        };
        assertThatThrownBy(() -> LatencyReport.of(Pools.with(other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "pool 'orders' records latency with " + other.getClass().getName());
    }

    @Test
    void shouldWriteASpectrumThatPlottersRead() throws IOException {
        fill(10_000);
        Path total = folder.resolve("total.hgrm");
        Path wait = folder.resolve("wait.hgrm");

        recorder.report().writeHgrm(total);
        recorder.report().writeHgrm(wait, LatencySeries.WAIT);

        List<String> lines = Files.readAllLines(total);
        assertThat(lines.get(0).trim().split("\\s+"))
                .containsExactly("Value", "Percentile", "TotalCount", "1/(1-Percentile)");
        assertThat(lines).anyMatch(line -> line.matches("\\s+10\\.\\d+ 1\\.0+\\s+10000"));
        assertThat(lines.get(lines.size() - 3)).startsWith("#[Mean    =");
        assertThat(lines.get(lines.size() - 2)).matches("#\\[Max     = +10\\.\\d+, Total count    = +10000]");
        assertThat(lines.get(lines.size() - 1)).startsWith("#[Buckets =");
        assertThat(Files.readString(wait)).containsPattern("#\\[Max     = +0\\.010\\d, Total count    = +10000]");
    }

    @Test
    void shouldWriteALogThatTheReaderOfHdrHistogramReads() throws IOException {
        fill(10_000);
        pass(2_500);
        Path file = folder.resolve("orders.hlog");
        LatencyReport report = recorder.report();

        report.writeHlog(file);

        Map<String, Histogram> read = new HashMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            for (Histogram next = next(reader); next != null; next = next(reader)) {
                assertThat(reader.getStartTimeSec()).isEqualTo(START_MILLIS / 1e3);
                assertThat(next.getStartTimeStamp()).isEqualTo(START_MILLIS);
                assertThat(next.getEndTimeStamp()).isEqualTo(START_MILLIS + 2_500);
                assertThat(read.put(next.getTag(), next)).isNull();
            }
        }
        assertThat(read).containsOnlyKeys(null, "wait", "run");
        assertSame(read.get(null), report.series(LatencySeries.TOTAL));
        assertSame(read.get("wait"), report.series(LatencySeries.WAIT));
        assertSame(read.get("run"), report.series(LatencySeries.RUN));
    }

    @Test
    void shouldWriteALogThatTheProcessorOfHdrHistogramReads() throws Exception {
        fill(10_000);
        pass(2_500);
        Path file = folder.resolve("orders.hlog");
        recorder.report().writeHlog(file);

        assertThat(processed(file))
                .anyMatch(line -> line.matches("#\\[Max     = +10\\.\\d+, Total count    = +10000]"));
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        fill(10_000);
        recorder.writer(1).record(Long.MAX_VALUE, Long.MIN_VALUE);
        pass(2_500);
        Path file = folder.resolve("orders.hlog");
        LatencyReport report = recorder.report();
        report.writeHlog(file);

        assertThat(LatencyReport.readHlog(file)).singleElement().satisfies(read -> {
            assertThat(read.pool()).isEqualTo("orders");
            assertThat(read.sampling()).isEqualTo(LatencySampling.SAMPLED);
            assertThat(read.from()).isEqualTo(Instant.ofEpochMilli(START_MILLIS));
            assertThat(read.to()).isEqualTo(Instant.ofEpochMilli(START_MILLIS + 2_500));
            assertThat(read.clamped()).isEqualTo(1);
            assertThat(read.text()).isEqualTo(report.text());
        });
    }

    @Test
    void shouldReplaceALongerFile() throws IOException {
        Path file = folder.resolve("orders.hgrm");
        fill(10_000);
        recorder.report().writeHgrm(file);
        recorder(LatencySampling.EXACT).report().writeHgrm(file);

        assertThat(Files.readString(file)).containsOnlyOnce("#[Mean").contains("Total count    =            0]");
    }

    @Test
    void shouldSayThatTheTargetIsADirectory() {
        LatencyReport report = recorder.report();
        assertThatThrownBy(() -> report.writeHlog(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": cannot write a report here: it is a directory");
        assertThatThrownBy(() -> report.writeHgrm(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is a directory");
    }

    @Test
    void shouldSayThatTheDirectoryIsMissing() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> recorder.report().writeHlog(missing.resolve("orders.hlog")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("cannot write a report here: the directory " + missing + " does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "0.000,1.000,0.1,HISTFAAAAB",
                "#[StartTime: 1.000 (seconds since epoch)]\n",
                "\u00ff\u0000"
            })
    void shouldRefuseAFileThatIsNoLog(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("other.txt"), content);
        assertThatThrownBy(() -> LatencyReport.readHlog(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining("not the latency log of a pool");
    }

    @Test
    void shouldNameTheLineThatIsDamaged() throws IOException {
        fill(100);
        Path file = folder.resolve("orders.hlog");
        recorder.report().writeHlog(file);
        String log = Files.readString(file);
        Files.writeString(file, log.replace("Tag=wait,0", "Tag=wait,x"));

        assertThatThrownBy(() -> LatencyReport.readHlog(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("orders.hlog, line " + (log.lines().count() - 1) + ":");
    }

    @Test
    void shouldLeaveOutAnIntervalThatTheEndOfTheFileCutsOff() throws IOException {
        fill(100);
        Path file = folder.resolve("orders.hlog");
        recorder.report().writeHlog(file);
        String whole = Files.readString(file);
        String interval = whole.substring(whole.indexOf("\n0.000,") + 1);
        int data = interval.stripTrailing().replaceAll("=+$", "").length();
        for (int length = 0; length < data; length++) {
            Files.writeString(file, whole + interval.substring(0, length));
            assertThat(LatencyReport.readHlog(file)).as("cut at %d", length).hasSize(1);
        }
    }

    @Test
    void shouldNameTheLineWhoseHistogramIsDamaged() throws IOException {
        fill(100);
        Path file = folder.resolve("orders.hlog");
        recorder.report().writeHlog(file);
        String log = Files.readString(file);
        int payload = log.indexOf("HIST", log.indexOf("Tag=wait"));
        Files.writeString(file, log.substring(0, payload + 20) + log.substring(log.indexOf('\n', payload)));

        assertThatThrownBy(() -> LatencyReport.readHlog(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ", line " + (log.lines().count() - 1)
                        + ": not the latency log of a pool: a histogram is cut off or damaged");
    }

    @Test
    void shouldRefuseALogWhoseSeriesHoldDifferentJobs() throws IOException {
        fill(100);
        Path file = folder.resolve("orders.hlog");
        recorder.report().writeHlog(file);
        List<String> few = Files.readAllLines(file);
        fill(100);
        recorder.report().writeHlog(file);
        List<String> lines = Files.readAllLines(file);
        lines.set(lines.size() - 2, few.get(few.size() - 2));
        Files.write(file, lines);
        Files.writeString(file, "#end\n", java.nio.file.StandardOpenOption.APPEND);

        assertThatThrownBy(() -> LatencyReport.readHlog(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("orders.hlog, line " + lines.size() + ":")
                .hasMessageContaining("all series must hold the same jobs");
    }

    @Test
    void shouldReportWhatAProgramMeasuredByItselfInFullResolution() throws IOException {
        Histogram own = new Histogram(3);
        for (int i = 1; i <= 10_000; i++) {
            own.recordValue(i * 1_000L);
        }
        LatencyReport report = own(own, own, own);

        assertThat(report.series(LatencySeries.RUN).percentile(99.9)).isEqualTo(own.getValueAtPercentile(99.9));
        assertThat(report.series(LatencySeries.RUN).max()).isEqualTo(own.getMaxValue());
        Path file = folder.resolve("own.hlog");
        report.writeHlog(file);
        assertThat(LatencyReport.readHlog(file))
                .singleElement()
                .satisfies(read -> assertThat(read.series(LatencySeries.WAIT).percentile(99.9))
                        .isEqualTo(own.getValueAtPercentile(99.9)));
    }

    @Test
    void shouldRefuseHistogramsThatDoNotBelongTogether() {
        Histogram one = new Histogram(2);
        one.recordValue(5);
        Histogram tooLong = new Histogram(2);
        tooLong.recordValue(TimeUnit.HOURS.toNanos(2));

        assertThatThrownBy(() -> own(one, one, new Histogram(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all series must hold the same jobs, but total has 1");
        assertThatThrownBy(() -> own(tooLong, tooLong, tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("values must be nanoseconds up to 3600000000000, one hour; the largest was 72");
        assertThatThrownBy(
                        () -> LatencyReport.of("a b", LatencySampling.EXACT, Instant.EPOCH, Instant.EPOCH, 0, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pool must be 1 to 64 of [A-Za-z0-9._-], was 'a b'");
    }

    private static LatencyReport own(Histogram total, Histogram run, Histogram wait) {
        return LatencyReport.of(
                "own",
                LatencySampling.EXACT,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                0,
                Map.of(LatencySeries.TOTAL, total, LatencySeries.RUN, run, LatencySeries.WAIT, wait));
    }

    @Test
    void shouldAddUpReportsOfOnePoolOnly() {
        LatencyReport orders = recorder.report();
        LatencyReport exact = recorder(LatencySampling.EXACT).report();

        assertThatThrownBy(() -> LatencyReport.combined(List.of(orders, exact)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reports must be of one pool and one sampling, were orders 1 in 64 and orders 1 in 1");
        assertThatThrownBy(() -> LatencyReport.combined(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** What HistogramLogProcessor prints, as a process of its own: it ends its JVM on errors. */
    static List<String> processed(Path file) throws Exception {
        Path output = file.resolveSibling("processed.txt");
        String hdrHistogram = new File(HistogramLogProcessor.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getPath();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        hdrHistogram,
                        HistogramLogProcessor.class.getName(),
                        "-v",
                        "-i",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as("%s", lines).isZero();
        assertThat(lines).noneMatch(line -> line.contains("Exception"));
        return lines;
    }

    private static Histogram next(HistogramLogReader reader) {
        return (Histogram) reader.nextIntervalHistogram();
    }

    private static void assertSame(Histogram read, LatencyDistribution written) {
        assertThat(read).isEqualTo(written.toHistogram());
        assertThat(read.getTotalCount()).isEqualTo(written.count()).isPositive();
    }

    private HdrLatencyRecorder recorder(LatencySampling sampling) {
        return new HdrLatencyRecorder(Pools.config("orders", sampling), START_MILLIS, nanos::get);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Waits of 1 ns, 2 ns and so on, and runs a thousand times as long. */
    private void fill(int jobs) {
        LatencyRecorder.Writer writer = recorder.writer(0);
        for (int i = 1; i <= jobs; i++) {
            writer.record(i, i * 1_000L);
        }
    }
}
