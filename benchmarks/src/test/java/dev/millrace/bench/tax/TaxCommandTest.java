package dev.millrace.bench.tax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The command that measures what it costs to be watched. */
@Tag("once")
class TaxCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(Stream.concat(Stream.of("tax"), Stream.of(arguments)).toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunEveryVariantUnderEveryLoad(Variant.Kind kind, @TempDir Path folder) throws IOException {
        Path csv = folder.resolve("tax.csv");

        assertThat(run(
                        "--of",
                        kind.name(),
                        "--rounds",
                        "2",
                        "--warmups",
                        "1",
                        "--seconds",
                        "0.05",
                        "--csv",
                        csv.toString()))
                .as(errors.toString())
                .isZero();

        List<String[]> rows = Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        assertThat(Files.readAllLines(csv).get(0)).isEqualTo(Lap.HEADER);
        for (String load : List.of("singles-empty", "singles-100ns", "batches-empty", "batches-100ns")) {
            for (Variant variant : Variant.of(kind)) {
                assertThat(rows)
                        .filteredOn(row -> row[0].equals(load) && row[1].equals(variant.name()))
                        .hasSize(2)
                        .allSatisfy(row -> {
                            assertThat(Long.parseLong(row[3])).as("jobs").isPositive();
                            assertThat(Long.parseLong(row[4])).as("nanos").isGreaterThan(50_000_000);
                        });
            }
        }
        assertThat(rows).as("rounds that were looked at").anyMatch(row -> Integer.parseInt(row[6]) > 0);
        Variant first = Variant.of(kind).get(0);
        assertThat(out.toString())
                .contains("of the throughput of " + first)
                .containsPattern("(?m)^singles-empty ")
                .containsPattern("(?m)^" + Variant.of(kind).get(1)
                        + " +[\\d.]+ +[\\d.]+- +[\\d.]+ +[\\d.]+ +-?[\\d.]+ +[\\d.]+ % \\[[\\d.]+, [\\d.]+]$");
    }

    /** A job that takes 125 ns in place of 100 leaves 80 % of the throughput. */
    @Test
    void shouldTellWhatIsTaken() {
        List<Lap> laps = List.of(
                new Lap("load", "BARE", 1, 1_000, 100_000, 150_000, 1, 1),
                new Lap("load", "BARE", 2, 1_000, 100_000, 150_000, 1, 1),
                new Lap("load", "SAMPLED", 1, 1_000, 125_000, 160_000, 1, 1),
                new Lap("load", "SAMPLED", 2, 1_000, 125_000, 160_000, 1, 1));

        new Bill(laps, List.of(Variant.BARE, Variant.SAMPLED)).print(new PrintWriter(out, true));

        assertThat(out.toString().lines().toList().get(2).strip()).matches("BARE +10.00 +10.00- +10.00 +150.0 +0.0");
        assertThat(out.toString().lines().toList().get(3))
                .matches("SAMPLED +8.00 +8.00- +8.00 +160.0 +25.0 +80.0 % \\[80.0, 80.0]");
    }

    /** One of three processes had bad luck: the middle one counts, and the other is told. */
    @Test
    void shouldTellTheMiddleProcess() {
        List<Lap> laps = Stream.of(
                        new Lap("load", "BARE", 1, 1_000, 100_000, 150_000, 1, 1),
                        new Lap("load", "SAMPLED", 1, 1_000, 101_010, 150_000, 1, 1),
                        new Lap("load", "BARE", 1, 1_000, 50_000, 150_000, 1, 2),
                        new Lap("load", "SAMPLED", 1, 1_000, 250_000, 150_000, 1, 2),
                        new Lap("load", "BARE", 1, 1_000, 200_000, 150_000, 1, 3),
                        new Lap("load", "SAMPLED", 1, 1_000, 200_000, 150_000, 1, 3))
                .map(lap -> Lap.parse(lap.line()))
                .toList();

        new Bill(laps, List.of(Variant.BARE, Variant.SAMPLED)).print(new PrintWriter(out, true));

        assertThat(out.toString().lines().toList().get(3))
                .startsWith("SAMPLED")
                .contains("   99.0 % [20.0, 100.0]   processes 20.0 to 100.0");
    }

    @Test
    void shouldRunInProcessesOfItsOwn(@TempDir Path folder) throws IOException {
        Path csv = folder.resolve("tax.csv");

        assertThat(run(
                        "--load=batches-100ns",
                        "--forks=2",
                        "--rounds=1",
                        "--warmups=0",
                        "--seconds=0.02",
                        "--csv=" + csv))
                .as(errors.toString())
                .isZero();

        assertThat(Files.readAllLines(csv).stream().skip(1).map(Lap::parse))
                .hasSize(2 * Variant.of(Variant.Kind.WATCHING).size())
                .extracting(Lap::fork)
                .containsOnly(1, 2);
        assertThat(out.toString()).contains("2 processes", "   processes ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --forks=0                 | --forks must be >= 1, was 0
            --rounds=0                | --rounds must be >= 1, --warmups >= 0
            --seconds=0               | --seconds must be 0.01 to 60, was 0.0
            --workers=1               | --workers must be >= 2, --capacity >= 1,024
            --load=nothing            | --load must be part of a load's name, was 'nothing'
            --csv=/does/not/exist.csv | --csv must be a file in a folder that exists, was '/does/not/exist.csv'
            --of=NOTHING              | Invalid value for option '--of'
            """)
    void shouldTellWrongUsage(String argument, String message) {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(errors.toString()).startsWith(message);
        assertThat(out.toString()).isEmpty();
    }
}
