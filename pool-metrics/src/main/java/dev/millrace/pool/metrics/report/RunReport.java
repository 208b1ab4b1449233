package dev.millrace.pool.metrics.report;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All about one run of a pool: its latency, what it counted, how it went over time, and the facts that its figures depend on.
 * Immutable; {@code with} gives a changed copy.
 */
public final class RunReport {
    private final LatencyReport latency;
    private final List<Fact> facts;
    private final @Nullable RunCounts counts;
    private final Timeline timeline;
    private final Map<String, Object> details;

    RunReport(
            LatencyReport latency,
            List<Fact> facts,
            @Nullable RunCounts counts,
            Timeline timeline,
            Map<String, Object> details) {
        this.latency = latency;
        this.facts = List.copyOf(facts);
        this.counts = counts;
        this.timeline = timeline;
        this.details = new LinkedHashMap<>(details);
    }

    /**
     * The life of a pool so far, without a timeline; {@link PoolTimeline#report} has one.
     *
     * @throws IllegalStateException if the pool records no latency
     */
    public static RunReport of(WorkerPool pool) {
        return RunFacts.whole(pool);
    }

    /** What a program has measured by itself, on this machine; add what else is known of it. */
    public static RunReport of(LatencyReport latency) {
        return new RunReport(latency, RunFacts.basic(latency), null, Timeline.NONE, Map.of()).with(HostFacts.here());
    }

    /**
     * Reads what {@link #writeTo} has written.
     *
     * @param source a folder with one report in it, or its {@code .json}, or an {@code .hlog} alone, from which only times are
     *     known
     * @throws IOException with one sentence that names the file and what is wrong with it
     */
    public static RunReport read(Path source) throws IOException {
        return ReportReader.read(source);
    }

    /** The latency over the whole span. */
    public LatencyReport latency() {
        return latency;
    }

    /** In the order in which they are shown. */
    public List<Fact> facts() {
        return facts;
    }

    /** The value of a fact, if it is known. */
    public Optional<String> fact(String group, String name) {
        return facts.stream()
                .filter(each -> each.group().equals(group) && each.name().equals(name))
                .map(Fact::value)
                .findFirst();
    }

    /** What the pool counted, if it is known. */
    public Optional<RunCounts> counts() {
        return Optional.ofNullable(counts);
    }

    /** How the run went; empty if that was not recorded. */
    public Timeline timeline() {
        return timeline;
    }

    /** What a program has added for other programs. */
    Map<String, Object> details() {
        return details;
    }

    /** With more facts; one of the same group and name takes the other's place. */
    public RunReport with(List<Fact> more) {
        List<Fact> all = new ArrayList<>(facts);
        for (Fact fact : more) {
            int same = 0;
            while (same < all.size() && !all.get(same).isAbout(fact)) {
                same++;
            }
            if (same < all.size()) {
                all.set(same, fact);
            } else {
                all.add(fact);
            }
        }
        return new RunReport(latency, all, counts, timeline, details);
    }

    /** With counters. */
    public RunReport with(RunCounts newCounts) {
        return new RunReport(latency, facts, requireNonNull(newCounts, "newCounts"), timeline, details);
    }

    /** With a timeline. */
    public RunReport with(Timeline newTimeline) {
        return new RunReport(latency, facts, counts, requireNonNull(newTimeline, "newTimeline"), details);
    }

    /**
     * With something that is for programs alone: it goes into the JSON, below {@code details}, and nowhere else.
     *
     * @param value maps, lists, texts, numbers and booleans, which Gson writes as they are
     */
    public RunReport withDetails(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return new RunReport(latency, facts, counts, timeline, more);
    }

    /** For people. */
    public String text() {
        return RunText.of(this);
    }

    /** For programs; times are nanoseconds. */
    public String json() {
        return ReportJson.write(this);
    }

    /** One page that needs nothing from outside. */
    public String html() {
        return ReportPage.of(this);
    }

    /**
     * The percentile curves as a picture.
     *
     * @throws IllegalStateException if {@code org.knowm.xchart:xchart} is not on the class path, or pictures cannot be drawn here
     */
    public byte[] png() {
        return ReportPicture.of(this);
    }

    /** Writes every format that can be made here into a folder, under the name of the pool: the picture where {@code org.knowm.xchart:xchart} is on the class path, the others always. See {@link #writeTo(Path, String, Set)}. */
    public List<Path> writeTo(Path folder) throws IOException {
        Set<ReportFormat> formats = EnumSet.allOf(ReportFormat.class);
        if (!ReportPicture.isPossible()) {
            formats.remove(ReportFormat.PNG);
        }
        return writeTo(folder, latency.pool(), formats);
    }

    /**
     * Writes files into a folder, which is made if it is missing; replaces those of the same names. All or none: nothing is
     * written before all is made, and no file is ever seen half written.
     *
     * @param name of the files, without the ending: 1 to 64 of {@code [A-Za-z0-9._-]}
     * @return the files, in the order of the formats
     * @throws IOException with one sentence that names the folder, if it cannot be written
     * @throws IllegalArgumentException if the name breaks its rule
     * @throws IllegalStateException if the picture is asked for and cannot be had
     */
    public List<Path> writeTo(Path folder, String name, Set<ReportFormat> formats) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (ReportFormat each : ReportFormat.values()) {
            if (formats.contains(each)) {
                files.put(ReportFolder.checkedName(name) + each.ending(), as(each));
            }
        }
        return ReportFolder.write(folder, files);
    }

    private byte[] as(ReportFormat format) {
        return switch (format) {
            case TXT -> utf8(text() + System.lineSeparator());
            case HGRM -> utf8(latency.hgrm(LatencySeries.TOTAL));
            case HLOG -> utf8(LatencyReport.hlog(intervals()));
            case JSON -> utf8(json());
            case PNG -> png();
            case HTML -> utf8(html());
        };
    }

    private List<LatencyReport> intervals() {
        return timeline.intervals().isEmpty() ? List.of(latency) : timeline.intervals();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text();
    }
}
