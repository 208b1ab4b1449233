package dev.millrace.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.millrace.cli.Millrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(Stream.concat(Stream.of("soak"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** That nothing is wrong is for the soaks by hand to say: here, that the verdict, the exit code and the file agree. */
    @Test
    void shouldGiveOneVerdict(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("soak.json");

        int code = run("--minutes", "0.07", "--faults", "5", "--json", json.toString());

        String last =
                out.toString().strip().lines().reduce((first, second) -> second).orElseThrow();
        assertThat(last)
                .as(out.toString())
                .matches("jobs=[1-9]\\d* lives=[1-9]\\d* faults=\\d+ lost=0 duplicated=0 phantoms=0 misordered=0"
                        + " dirty=0 unaccounted=0 leakedThreads=0 unexpected=0 heapGrowth=-?\\d+KB verified=true");
        assertThat(code).isZero();
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(figures.get("verified").getAsBoolean()).isTrue();
        assertThat(figures.get("jobs").getAsLong()).isPositive();
        assertThat(figures.get("heapKilobytes").getAsJsonArray()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --minutes=0         | --minutes must be 0.01 to 100,000, was 0.0
            --minutes=NaN       | --minutes must be 0.01 to 100,000, was NaN
            --faults=101        | --faults must be 0 to 100 percent, was 101.0
            --workers=4:2       | --workers must be MIN:MAX with 1 <= MIN <= MAX <= 32767, was 4:2
            --workers=x         | must be MIN:MAX or N in whole numbers, was 'x'
            --dispatch=some     | must be cooperative, dedicated or dedicated:N with N >= 1, was 'some'
            --dispatch=dedicated:9 | --dispatch dedicated:N must have N <= MAX of --workers (6), was 9
            --json=/no/such/x   | --json must be a file in a folder that exists, was '/no/such/x'
            """)
    void shouldTellWrongUsage(String argument, String message) {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldTellAllThatIsWrongAtOnce() {
        assertThat(run("--minutes=0", "--faults=-1")).isEqualTo(2);
        assertThat(errors.toString()).contains("--minutes must").contains("--faults must");
    }
}
