package dev.millrace.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** A soak that finds nothing is worth what it would have found. */
@Tag("once")
class SoakCatchesTest {
    private static final int MOST_SOAKS = 20;
    private static final int LONG_MILLIS = 30_000;
    private static final int SHORT_MILLIS = 3_000;

    private final StringWriter out = new StringWriter();

    @AfterAll
    static void letGo() {
        Breakage.END.countDown();
        Breakage.KEPT.clear();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSeeWhatIsBroken(Breakage breakage, @TempDir Path folder) throws Exception {
        boolean waits = breakage == Breakage.HANGS || breakage == Breakage.LEAVES_THREADS;
        int code = 0;
        // What is broken shows only where it is used: another seed has other pools.
        for (int seed = 1; seed <= MOST_SOAKS && code == 0; seed++) {
            out.getBuffer().setLength(0);
            SoakCommand command = new SoakCommand(breakage::build, waits ? SHORT_MILLIS : LONG_MILLIS);
            code = Millrace.configured(new CommandLine(command))
                    .setOut(new PrintWriter(out, true))
                    .execute(
                            "--minutes=0.012",
                            "--faults=0",
                            "--seed=" + seed,
                            "--json=" + folder.resolve("verdict.json"));
        }

        assertThat(code).as("%s", out).isEqualTo(1);
        assertThat(out.toString()).contains("verified=false").doesNotContain(breakage.finding + "=0 ");
        assertThat(Files.readString(folder.resolve("verdict.json"))).contains("\"verified\": false");
        if (breakage == Breakage.HANGS) {
            assertThat(out.toString()).contains(breakage.finding);
            try (var files = Files.list(folder)) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .anyMatch(name -> name.matches("millrace-soak-\\d+-threads.txt"));
            }
        }
    }
}
