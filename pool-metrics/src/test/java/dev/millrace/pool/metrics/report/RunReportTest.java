package dev.millrace.pool.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.millrace.pool.metrics.Durations;
import dev.millrace.pool.metrics.LatencyDistribution;
import dev.millrace.pool.metrics.LatencySeries;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunReportTest {
    private final RunReport report = Runs.tenSeconds();

    @TempDir
    Path folder;

    @Test
    void shouldWriteEveryFormatUnderTheNameOfThePool() throws IOException {
        List<Path> files = report.writeTo(folder.resolve("new/report"));

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "orders.txt", "orders.hgrm", "orders.hlog", "orders.json", "orders.png", "orders.html");
        assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(listed(folder.resolve("new/report"))).hasSameSizeAs(files);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheSameInTextJsonAndPage(LatencySeries which) {
        LatencyDistribution each = report.latency().series(which);
        JsonObject json = JsonParser.parseString(report.json())
                .getAsJsonObject()
                .getAsJsonObject("latency")
                .getAsJsonObject(which.label());

        Map<String, Double> expected = new HashMap<>();
        for (double percent : new double[] {50, 90, 99, 99.9, 99.99}) {
            expected.put("p" + ReportJson.percentName(percent), (double) each.percentile(percent));
        }
        expected.put("max", (double) each.max());
        expected.put("mean", each.mean());
        expected.forEach((name, nanos) -> {
            assertThat(json.get(name).getAsDouble()).as(name).isEqualTo(nanos);
            assertThat(onPage(which, name)).as(name).isEqualTo(Math.round(nanos));
            assertThat(report.text().lines().filter(line -> line.startsWith(name)))
                    .as(name)
                    .anyMatch(line -> line.contains(Durations.text(nanos)));
        });
        assertThat(json.get("count").getAsLong()).isEqualTo(10_000).isEqualTo(onPage(which, "count"));
    }

    @Test
    void shouldWriteTheSpectrumOfTheSameJobs() throws IOException {
        report.writeTo(folder, "x", Set.of(ReportFormat.HGRM));

        List<String[]> lines = Files.readAllLines(folder.resolve("x.hgrm")).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length >= 3 && columns[0].matches("\\d+\\.\\d+"))
                .toList();
        LatencyDistribution total = report.latency().series(LatencySeries.TOTAL);
        assertThat(lines).hasSizeGreaterThan(20).allSatisfy(columns -> {
            double percent = Double.parseDouble(columns[1]) * 100;
            double millis = Double.parseDouble(columns[0]);
            // Between two steps of the spectrum the rank may fall into the next bucket.
            assertThat(millis).isBetween(total.percentile(percent) / 1e6 * 0.98 - 1e-4, total.max() / 1e6 + 1e-4);
        });
        String[] last = lines.get(lines.size() - 1);
        assertThat(Double.parseDouble(last[0])).isEqualTo(total.max() / 1e6, offset(1e-4));
        assertThat(last[2]).isEqualTo("10000");
    }

    @Test
    void shouldWriteALineASeriesAndIntervalIntoTheLog() throws IOException {
        report.writeTo(folder, "x", Set.of(ReportFormat.HLOG));

        Map<String, Histogram> sums = new HashMap<>();
        int untagged = 0;
        try (HistogramLogReader reader =
                new HistogramLogReader(folder.resolve("x.hlog").toFile())) {
            for (Histogram next = (Histogram) reader.nextIntervalHistogram();
                    next != null;
                    next = (Histogram) reader.nextIntervalHistogram()) {
                untagged += next.getTag() == null ? 1 : 0;
                sums.computeIfAbsent(String.valueOf(next.getTag()), tag -> new Histogram(2))
                        .add(next);
            }
        }
        assertThat(untagged).isEqualTo(10);
        assertThat(sums).containsOnlyKeys("null", "wait", "run");
        for (double percent : new double[] {50, 99, 99.9, 100}) {
            assertThat(sums.get("null").getValueAtPercentile(percent))
                    .isEqualTo(report.latency().series(LatencySeries.TOTAL).percentile(percent));
            assertThat(sums.get("run").getValueAtPercentile(percent))
                    .isEqualTo(report.latency().series(LatencySeries.RUN).percentile(percent));
        }
        assertThat(RunReport.read(folder).latency().text())
                .isEqualTo(report.latency().text());
        assertThat(RunReport.read(folder).timeline().points()).hasSize(10);
    }

    @Test
    void shouldWriteALogThatTheProcessorOfHdrHistogramReads() throws Exception {
        report.writeTo(folder, "x", Set.of(ReportFormat.HLOG));

        new HistogramLogProcessor(new String[] {
                    "-i",
                    folder.resolve("x.hlog").toString(),
                    "-o",
                    folder.resolve("out").toString()
                })
                .run();

        assertThat(Files.readAllLines(folder.resolve("out.hgrm")))
                .anyMatch(line -> line.matches("#\\[Max     = .*, Total count    = +10000]"));
        assertThat(Files.readAllLines(folder.resolve("out"))).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldReadBackAllThatIsInItsJson() throws IOException {
        RunReport withDetails = report.withDetails("mine", Map.of("a", List.of(1, 2)));
        withDetails.writeTo(folder);

        RunReport read = RunReport.read(folder);

        assertThat(read.text()).isEqualTo(report.text());
        assertThat(read.html()).isEqualTo(report.html());
        assertThat(read.json()).isEqualTo(withDetails.json()).contains("\"mine\":{\"a\":[1,2]}");
        assertThat(read.timeline().points()).isEqualTo(report.timeline().points());
        assertThat(read.timeline().resizes()).isEqualTo(report.timeline().resizes());
    }

    @Test
    void shouldDrawAPictureWithThreeCurves() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(report.png()));

        Map<Integer, Integer> colors = new HashMap<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colors.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
            }
        }
        assertThat(colors.get(0xFFFFFF)).isGreaterThan(image.getWidth() * image.getHeight() / 2);
        for (int curve : new int[] {0x0B5CAD, 0xB45309, 0x0F7B5F}) {
            assertThat(colors.get(curve)).as("pixels of %06x", curve).isGreaterThan(300);
        }
    }

    @Test
    void shouldReportARunWithoutJobs() throws IOException {
        TimelineBuilder builder = new TimelineBuilder(Runs.START, Runs.stats(0));
        builder.add(Runs.second(0, 0), Runs.stats(0), List.of());
        RunReport empty = builder.report();

        assertThat(empty.writeTo(folder)).hasSize(6);
        assertThat(empty.text()).contains("p50                 -");
        assertThat(empty.html()).contains("nothing was recorded").doesNotContain("NaN");
        assertThat(empty.png()).isNotEmpty();
        assertThat(RunReport.read(folder).text()).isEqualTo(empty.text());
    }

    @Test
    void shouldLeaveNothingOfAPoolsWordsAsMarkup() {
        assertThat(report.html())
                .contains("&lt;/script&gt;&lt;script&gt;document.documentElement")
                .doesNotContain("<script>document.documentElement")
                .doesNotContain("<img")
                .doesNotContain("\u001b");
        assertThat(Pattern.compile("</script>").matcher(report.html()).results())
                .hasSize(2);
        assertThat(report.text()).doesNotContain("\u001b");
    }

    @Test
    void shouldNeedNothingFromOutside() {
        assertThat(report.html())
                .doesNotContain("http://", "https://", "@import", "url(", "<link", "src=\"", "href=")
                .contains("default-src &#39;none&#39;");
    }

    @Test
    void shouldNameTheFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> report.writeTo(file.resolve("report")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write a report into the directory " + file.resolve("report") + ": ");
    }

    @Test
    void shouldWriteAllFilesOrNone() throws IOException {
        Files.createDirectories(folder.resolve("orders.html/in-the-way"));

        assertThatThrownBy(() -> report.writeTo(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("orders.html: is a directory");
        assertThat(listed(folder)).containsExactly("orders.html");
    }

    @Test
    void shouldReplaceWhatIsThereAndLeaveTheRest() throws IOException {
        Files.writeString(folder.resolve("orders.txt"), "old");
        Files.writeString(folder.resolve("other.txt"), "other");

        report.writeTo(folder, "orders", EnumSet.of(ReportFormat.TXT));

        assertThat(folder.resolve("orders.txt")).content().startsWith("latency of pool 'orders'");
        assertThat(listed(folder)).containsExactly("orders.txt", "other.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "a b"})
    void shouldRefuseANameThatIsNone(String name) throws IOException {
        assertThatThrownBy(() -> report.writeTo(folder, name, Set.of(ReportFormat.TXT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name must be 1 to 64 of [A-Za-z0-9._-], was '" + name + "'");
        assertThat(listed(folder)).isEmpty();
    }

    @Test
    void shouldTellAsWarningWhatASampleOrFewJobsCannotTell() {
        assertThat(report.text()).contains("! 10,000 jobs were timed: p99.9 stands on 10 of them, p99.99 on 1");
        assertThat(report.with(List.of(new Fact("Machine", "processors", "64"))).text())
                .doesNotContain("processors: beyond");
        assertThat(report.with(List.of(new Fact("Machine", "processors", "2"))).html())
                .contains("2 processors: beyond about p99.9");
    }

    @Test
    void shouldReplaceAFactOfTheSameName() {
        RunReport changed = report.with(List.of(new Fact("Rate", "achieved", "5 jobs/s")));

        assertThat(changed.fact("Rate", "achieved")).contains("5 jobs/s");
        assertThat(changed.facts()).hasSameSizeAs(report.facts());
        assertThat(report.fact("Rate", "achieved")).contains("1,000 jobs/s ended by running");
    }

    @Test
    void shouldNotTellSystemPropertiesAndAgents() {
        assertThat(HostFacts.flags(List.of("-Xmx1g", "-Dpassword=secret", "--add-opens=a/b=c", "-javaagent:x.jar=key")))
                .isEqualTo("-Xmx1g --add-opens=a/b=c (2 properties and agents are not told)");
        assertThat(HostFacts.flags(List.of())).isEqualTo("none");
    }

    private long onPage(LatencySeries which, String row) {
        Matcher cell = Pattern.compile("data-series=\"" + which.label() + "\" data-row=\"" + Pattern.quote(row)
                        + "\" data-value=\"(\\d+)\"")
                .matcher(report.html());
        assertThat(cell.find()).isTrue();
        return Long.parseLong(cell.group(1));
    }

    static List<String> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
