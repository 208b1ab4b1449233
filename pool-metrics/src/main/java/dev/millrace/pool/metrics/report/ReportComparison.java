package dev.millrace.pool.metrics.report;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.metrics.LatencyDistribution;
import dev.millrace.pool.metrics.LatencySeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Two runs beside each other: curves over each other, percentiles with their ratio, and the facts that differ. Says what
 * differs, not whether it matters: two runs of one program differ, too, so make several of each before believing a ratio.
 *
 * @param nameOfA what the first is called
 * @param a the first
 * @param nameOfB what the second is called
 * @param b the second
 */
public record ReportComparison(String nameOfA, RunReport a, String nameOfB, RunReport b) {
    /** Refuses null. */
    public ReportComparison {
        requireNonNull(nameOfA, "nameOfA");
        requireNonNull(a, "a");
        requireNonNull(nameOfB, "nameOfB");
        requireNonNull(b, "b");
    }

    /**
     * A line of percentiles.
     *
     * @param name such as {@code p99}
     * @param nanosOfA of the first, in nanoseconds
     * @param nanosOfB of the second
     */
    record Row(String name, double nanosOfA, double nanosOfB) {
        /** How many times as long the second takes; NaN if that cannot be said. */
        double ratio() {
            return nanosOfA > 0 && nanosOfB > 0 ? nanosOfB / nanosOfA : Double.NaN;
        }
    }

    /**
     * A fact of both.
     *
     * @param fact with the value of the first; empty if it is not known
     * @param valueOfB the value of the second; empty if it is not known
     */
    record SharedFact(Fact fact, String valueOfB) {
        boolean differs() {
            return !fact.value().equals(valueOfB);
        }
    }

    /** For people. */
    public String text() {
        return ComparisonText.of(this);
    }

    /** One page that needs nothing from outside. */
    public String html() {
        return ComparisonPage.of(this);
    }

    /**
     * Writes {@code comparison.txt} and {@code comparison.html} into a folder, which is made if it is missing; both or none.
     *
     * @return the files
     * @throws IOException with one sentence that names the folder, if it cannot be written
     */
    public List<Path> writeTo(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("comparison.txt", (text() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        files.put("comparison.html", html().getBytes(StandardCharsets.UTF_8));
        return ReportFolder.write(folder, files);
    }

    List<Row> rows(LatencySeries which) {
        List<Row> rows = new ArrayList<>();
        for (double percent : ReportJson.PERCENTILES) {
            rows.add(row(which, "p" + ReportJson.percentName(percent), each -> each.percentile(percent)));
        }
        rows.add(row(which, "max", LatencyDistribution::max));
        rows.add(row(which, "mean", LatencyDistribution::mean));
        return rows;
    }

    private Row row(LatencySeries which, String name, ToDoubleFunction<LatencyDistribution> value) {
        return new Row(
                name,
                value.applyAsDouble(a.latency().series(which)),
                value.applyAsDouble(b.latency().series(which)));
    }

    /** Those of the first in its order, then those that only the second has. */
    List<SharedFact> facts() {
        List<SharedFact> facts = new ArrayList<>();
        a.facts()
                .forEach(each -> facts.add(
                        new SharedFact(each, b.fact(each.group(), each.name()).orElse(""))));
        b.facts().stream()
                .filter(each -> a.fact(each.group(), each.name()).isEmpty())
                .forEach(each -> facts.add(new SharedFact(new Fact(each.group(), each.name(), ""), each.value())));
        return facts;
    }
}
