package dev.millrace.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code simulate}. */
@Tag("once")
class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private Path trace() throws IOException {
        StringBuilder text = new StringBuilder("arrival_nanos,service_nanos\n");
        for (int i = 0; i < 2_000; i++) {
            text.append(i * 1_000_000L).append(",5000000\n");
        }
        return Files.writeString(folder.resolve("mine.csv"), text);
    }

    @Test
    void shouldScoreAndDrawARecordedTrace() throws IOException {
        Path csv = folder.resolve("scores.csv");

        assertThat(run(
                        "simulate",
                        trace().toString(),
                        "--policy",
                        "demand,thresholds",
                        "--csv",
                        csv.toString(),
                        "--pictures",
                        folder.resolve("pictures").toString()))
                .as(errors.toString())
                .isZero();

        assertThat(out.toString())
                .contains("mine ")
                .contains("oracle ")
                .contains("demand ")
                .doesNotContain("tokens ");
        assertThat(Files.readAllLines(csv)).hasSize(4).anyMatch(line -> line.startsWith("mine,thresholds,"));
        BufferedImage picture = ImageIO.read(folder.resolve("pictures/mine.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(1_000);
    }

    /** Five workers' worth of jobs for two seconds: a real pool that follows its load comes to about the size of the simulated one, and runs every job. */
    @Test
    void shouldPlayATraceToARealPoolAsWell() throws IOException {
        Path csv = folder.resolve("scores.csv");

        assertThat(run("simulate", trace().toString(), "--policy", "demand", "--live", "--csv", csv.toString()))
                .as(errors.toString())
                .isZero();

        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(4);
        String[] simulated = lines.get(2).split(",");
        String[] live = lines.get(3).split(",");
        assertThat(live[1]).isEqualTo("demand-live");
        assertThat(Double.parseDouble(live[5]))
                .as("thread-seconds: %s", lines)
                .isBetween(9.0, 3 * Double.parseDouble(simulated[5]));
        assertThat(live[11]).as("lost: %s", lines).isEqualTo("0");
    }

    @Test
    void shouldListWhatThereIs() {
        assertThat(run("simulate", "--list")).isZero();
        assertThat(out.toString()).contains("step ramp burst").contains("demand tokens thresholds");
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws IOException {
        assertThat(run("simulate", "nothing")).isEqualTo(2);
        assertThat(run("simulate", "--policy", "nobody")).isEqualTo(2);
        Files.writeString(folder.resolve("bad.csv"), "x");
        assertThat(run("simulate", folder.resolve("bad.csv").toString())).isEqualTo(2);
        assertThat(errors.toString())
                .contains("TRACE must be a file or one of step ramp")
                .contains("--policy must be one of demand tokens thresholds")
                .contains("cannot use the trace:")
                .contains("bad.csv:1: the first line must be");
    }
}
