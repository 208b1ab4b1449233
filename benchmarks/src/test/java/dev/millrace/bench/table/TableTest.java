package dev.millrace.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.match.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    private static final Metric RATE = Metric.more("rate", "M jobs/s");
    private static final Metric TIME = Metric.less("p50", "us");

    private final List<Line> lines = new ArrayList<>();

    @Test
    void shouldHoldEveryoneAgainstTheBestPeerAndTheLimit() {
        lines.addAll(Lines.of("S1", "empty", "MILLRACE", Role.OURS, RATE, 30, 30, 30));
        lines.addAll(Lines.of("S1", "empty", "SLOW", Role.PEER, RATE, 10, 10, 10));
        lines.addAll(Lines.of("S1", "empty", "FAST", Role.PEER, RATE, 20, 20, 20));
        lines.addAll(Lines.of("S1", "empty", "BARE", Role.LIMIT, RATE, 60, 60, 60));

        List<String> rows = rows(RATE);

        assertThat(rows).hasSize(5);
        assertThat(rows.get(1))
                .contains("MILLRACE ", " 30.0 rate M jobs/s ", " 1.50 [1.50, 1.50] ", " 0.50 [0.50, 0.50] ", "yes");
        assertThat(rows.get(2)).contains("FAST ", " 1.00 [1.00, 1.00] ");
        assertThat(rows.get(3)).contains("SLOW ", " 0.50 [0.50, 0.50] ");
        assertThat(rows.get(4)).contains("BARE ", " 3.00 [3.00, 3.00] ", " 1.00 [1.00, 1.00] ");
    }

    @Test
    void shouldTellWhatAJobUsed() {
        lines.addAll(Lines.of("S1", "empty", "MILLRACE", Role.OURS, RATE, 30));

        assertThat(rows(RATE).get(1).replaceAll(" +", " ")).endsWith(" 2,000 2.00 10.0 20.0 48.0 yes");
    }

    @Test
    void shouldTakeTheLeastForTheBestWhereLessIsBetter() {
        lines.addAll(Lines.of("S1", "empty", "MILLRACE", Role.OURS, TIME, 5));
        lines.addAll(Lines.of("S1", "empty", "SLOW", Role.PEER, TIME, 20));
        lines.addAll(Lines.of("S1", "empty", "FAST", Role.PEER, TIME, 10));

        assertThat(rows(TIME).get(1)).contains("MILLRACE", " 0.50 [0.50, 0.50] ");
    }

    @Test
    void shouldShowAFailureAndNotHoldOthersAgainstIt() {
        lines.addAll(Lines.of("S1", "empty", "MILLRACE", Role.OURS, RATE, 30));
        lines.addAll(Lines.of("S1", "empty", "LOSES", Role.PEER, RATE, 1_000));
        lines.add(Lines.failed("S1", "empty", "LOSES", Role.PEER, "lost 7 jobs"));
        lines.addAll(Lines.of("S1", "empty", "KEEPS", Role.PEER, RATE, 15));

        List<String> rows = rows(RATE);

        assertThat(rows).anyMatch(row -> row.contains("LOSES") && row.endsWith("FAILED: lost 7 jobs"));
        assertThat(rows.get(1)).contains("MILLRACE", " 2.00 [2.00, 2.00] ");
    }

    @Test
    void shouldShowOneThatNeverHadAScore() {
        lines.add(Lines.failed("S1", "empty", "GONE", Role.PEER, "does not start"));

        assertThat(rows(RATE).get(1)).contains("GONE").endsWith("FAILED: does not start");
    }

    @Test
    void shouldReadWhatItWrote(@TempDir Path folder) throws IOException {
        RawFile raw = new RawFile(folder.resolve("raw.jsonl"));
        List<Line> written = new ArrayList<>(Lines.of("S1", "empty", "A", Role.PEER, RATE, 1.5, Double.NaN));
        written.add(Lines.failed("S1", "empty", "B", Role.LIMIT, "lost, \"all\" of them"));
        for (Line line : written) {
            raw.append(line);
        }

        assertThat(raw.lines()).isEqualTo(written);
    }

    @Test
    void shouldKeepEveryRoundWithWhatWasRun(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("2026-01-01/compare.json");
        lines.addAll(Lines.of("S1", "empty", "A", Role.PEER, RATE, 1.5, 2.5));

        RawFile.write(file, Map.of("command", "./millrace compare S1"), lines);

        assertThat(file).content().contains("\"command\":\"./millrace compare S1\"", "1.5", "2.5");
        assertThat(file).content().hasLineCount(3);
    }

    private List<String> rows(Metric metric) {
        StringWriter out = new StringWriter();
        new Table(new Results(lines), new PrintWriter(out, true))
                .print(List.of(new Cell("S1", "empty", List.of(metric), List.of(), new Pace(0, 1, 1))));
        return out.toString().lines().toList();
    }
}
