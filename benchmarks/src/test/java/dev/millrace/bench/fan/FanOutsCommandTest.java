package dev.millrace.bench.fan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that compares fan-outs. */
class FanOutsCommandTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return Millrace.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }

    @Test
    void shouldKeepALineForEachRoundOfEachRival(@TempDir Path folder) throws IOException {
        Path raw = folder.resolve("raw.csv");

        assertThat(run(
                        "fan-outs",
                        "--scenario",
                        "map-10k-1us",
                        "--rounds",
                        "1",
                        "--warmups",
                        "0",
                        "--csv",
                        raw.toString()))
                .isZero();
        assertThat(Files.readAllLines(raw))
                .anyMatch(line -> line.startsWith("map-10k-1us,MILLRACE,1,"))
                .anyMatch(line -> line.startsWith("map-10k-1us,PARALLEL_STREAM,1,"));
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(run("fan-outs", "--scenario", "nothing")).isEqualTo(2);
        assertThat(run("fan-outs", "--rounds", "0")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--scenario must be part of a scenario's name, was 'nothing'")
                .contains("--rounds and --workers must be >= 1, --warmups >= 0");
    }
}
