package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreboardTest {
    private static final Score OURS = new Score(1, 1, "singles", "MILLRACE", 1_000_000, 50_000_000, 90_000_000, 2_000);
    private static final Score THEIRS =
            new Score(1, 1, "singles", "THREAD_POOL_ARRAY", 1_000_000, 100_000_000, 90_000_000, -1);

    @Test
    void shouldPrintMediansAndRatios() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new Scoreboard(List.of(THEIRS, OURS)).print(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .anyMatch(line -> line.matches("MILLRACE +20\\.00 .* 90 +2\\.00 *"))
                .anyMatch(line -> line.matches("THREAD_POOL_ARRAY +10\\.00 .* 2\\.00 x \\[2\\.00, 2\\.00]"));
    }

    @Test
    void shouldReadWhatItWrote(@TempDir Path folder) throws IOException {
        RawFile raw = new RawFile(folder.resolve("new/raw.csv"));
        raw.begin(List.of("what was run"));
        raw.append(OURS.line());
        raw.append(THEIRS.line());

        assertThat(raw.scores()).containsExactly(OURS, THEIRS);
    }

    @Test
    void shouldPutTheRatioOfMediansBetweenTheEndsOfItsInterval() {
        Samples slow = Samples.of(DoubleStream.of(9, 10, 11, 10, 12));
        Samples fast = Samples.of(DoubleStream.of(21, 19, 20, 25, 18));

        Samples.Ratio ratio = fast.to(slow);

        assertThat(ratio.middle()).isEqualTo(2.0);
        assertThat(ratio.low()).isBetween(1.4, 2.0);
        assertThat(ratio.high()).isBetween(2.0, 2.8);
    }
}
