package dev.millrace.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.millrace.cli.Millrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class CostCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("cost"));
        all.addAll(List.of(arguments));
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(all.toArray(new String[0]));
    }

    @Test
    void shouldMeasureAndAnswer(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("cost.json");
        Path csv = folder.resolve("cost.csv");

        assertThat(run(
                        "--seconds",
                        "0.3",
                        "--rate",
                        "200",
                        "--mean",
                        "5ms",
                        "--p99",
                        "20ms",
                        "--slo",
                        "p99 wait < 20ms",
                        "--check",
                        "--check-seconds",
                        "0.5",
                        "--json",
                        json.toString(),
                        "--csv",
                        csv.toString()))
                .as(errors.toString())
                .isZero();

        JsonObject all = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertPaths(all.getAsJsonObject("paths"));
        assertMemory(all.getAsJsonObject("memory"));
        JsonObject answer = all.getAsJsonObject("answer");
        assertThat(answer.get("workers").getAsInt()).isEqualTo(2);
        assertThat(answer.get("goalMet").getAsBoolean()).isTrue();
        assertThat(answer.get("utilisation").getAsDouble()).isBetween(0.5, 0.51);
        assertThat(answer.get("leastPlumbing").getAsDouble())
                .isPositive()
                .isLessThanOrEqualTo(answer.get("mostPlumbing").getAsDouble())
                .isLessThan(0.5);
        JsonObject check = all.getAsJsonObject("check");
        assertThat(check.getAsJsonObject("simulated").get("waitP99").getAsDouble())
                .isBetween(
                        0.8 * answer.get("waitP99").getAsDouble(),
                        1.2 * answer.get("waitP99").getAsDouble());
        assertThat(check.getAsJsonObject("measured").get("totalP50").getAsDouble())
                .isGreaterThan(0.002);
        assertThat(out.toString())
                .containsPattern("a job by execute +[\\d.]+ +[\\d.]+- +[\\d.]+ +[\\d.]+")
                .containsPattern("workers needed +2")
                .containsPattern("on a pool, \\d+ jobs ");
        assertCsv(Files.readAllLines(csv));
    }

    private static void assertPaths(JsonObject paths) {
        assertThat(paths.keySet()).containsExactlyElementsOf(Figures.paths());
        for (String path : List.of("execute", "submit", "batch-8", "batch-32", "batch-256", "wake")) {
            JsonObject cost = paths.getAsJsonObject(path);
            assertThat(cost.get("cpuNanos").getAsDouble()).as(path).isBetween(1.0, 1e7);
            assertThat(cost.get("cpuNanosP10").getAsDouble())
                    .as(path)
                    .isLessThanOrEqualTo(cost.get("cpuNanosP90").getAsDouble());
            assertThat(cost.get("elapsedNanos").getAsDouble()).as(path).isPositive();
        }
        assertThat(paths.getAsJsonObject("steal").get("cpuNanos").getAsDouble()).isLessThan(1e7);
        assertThat(paths.getAsJsonObject("wake").get("cpuNanos").getAsDouble())
                .as("waking costs many jobs")
                .isGreaterThan(
                        5 * paths.getAsJsonObject("execute").get("cpuNanos").getAsDouble());
    }

    /** The queue has two places of 12 bytes for each job of its bound; a handle is one object of 48. */
    private static void assertMemory(JsonObject memory) {
        assertThat(memory.get("idlePool").getAsLong()).isBetween(1_000L, 2_000_000L);
        assertThat(memory.get("executed").getAsDouble()).isBetween(12.0, 40.0);
        assertThat(memory.get("submitted").getAsDouble())
                .isBetween(
                        memory.get("executed").getAsDouble() + 40,
                        memory.get("executed").getAsDouble() + 60);
        assertThat(memory.get("batched").getAsDouble()).isBetween(12.0, 60.0);
        assertThat(memory.get("stackResident").getAsLong())
                .isLessThanOrEqualTo(memory.get("stackReserved").getAsLong());
        if (Files.isReadable(Path.of("/proc/self/smaps"))) {
            assertThat(memory.get("stackResident").getAsLong()).isPositive();
        }
    }

    private static void assertCsv(List<String> lines) {
        assertThat(lines.get(0)).isEqualTo("path,round,jobs,cpuNanos,nanos");
        Map<String, Long> rounds = lines.stream()
                .skip(1)
                .collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(',')), Collectors.counting()));
        assertThat(rounds).containsOnlyKeys(Figures.paths()).values().containsOnly(7L);
    }

    /** A goal that is missed is a failure, as a script would want it. */
    @Test
    void shouldFailWhereTheWorkersDoNotReachTheGoal() {
        assertThat(run(
                        "--seconds",
                        "0.1",
                        "--rate",
                        "390",
                        "--mean",
                        "5ms",
                        "--slo",
                        "p99 wait < 1ms",
                        "--workers",
                        "2"))
                .isEqualTo(1);
        assertThat(out.toString()).containsPattern("workers, as asked +2, which do not reach the goal");
    }

    @Test
    void shouldSayWhyAPoolWouldTellNothing() {
        assertThat(PoolCheck.obstacle(new Queue(100, 2, new Exponential(0.01)))).isNull();
        assertThat(PoolCheck.obstacle(new Queue(100, 2, new Exponential(1e-4)))).contains("less than 1 ms");
        assertThat(PoolCheck.obstacle(new Queue(100_000, 200, new Exponential(1e-3))))
                .contains("20,000 jobs");
        assertThat(PoolCheck.obstacle(new Queue(10_000, 1_500, new Exponential(0.1))))
                .contains("1,000 threads");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --seconds=0                                      | --seconds must be 0.1 to 3,600, was 0.0
            --pool-workers=0                                 | --pool-workers must be 1 to 32,767, was 0
            --check                                          | --p99, --slo, --workers and --check are about a load: give --rate and --mean, too
            --rate=5                                         | --rate and --mean belong together
            --rate=0 --mean=1ms --workers=1                  | --rate must be above 0 and at most 1e9 jobs a second, was 0.0
            --rate=NaN --mean=1ms --workers=1                | --rate must be above 0 and at most 1e9 jobs a second, was NaN
            --rate=5 --mean=1ms                              | --slo or --workers must be given
            --rate=5 --mean=1 --workers=1                    | --mean must have a time of 1ns to 60min, such as 250us, 10ms or 2s, was '1'
            --rate=5 --mean=0ms --workers=1                  | --mean must have a time of 1ns to 60min, such as 250us, 10ms or 2s, was '0ms'
            --rate=5 --mean=1ms --p99=2min --workers=1       | --p99 must be 1 to 14.9 times --mean (1.00 ms), was 120 s
            --rate=5 --mean=2ms --p99=1ms --workers=1        | --p99 must be 1 to 14.9 times --mean (2.00 ms), was 1.00 ms
            --rate=5 --mean=2ms --slo=p49_wait_<_1ms         | --slo must be 'p50..p99.99 wait|total < DURATION', such as 'p99 wait < 10ms', was 'p49 wait < 1ms'
            --rate=5 --mean=2ms --slo=fast                   | --slo must be 'p50..p99.99 wait|total < DURATION', such as 'p99 wait < 10ms', was 'fast'
            --rate=5 --mean=2ms --slo=p99_wait_<_soon        | --slo must have a time of 1ns to 60min
            --rate=5 --mean=2ms --workers=-1                 | --workers must be 1 to 32,767, was -1
            --rate=2000 --mean=1ms --workers=2               | --workers 2 cannot keep up: 2,000 jobs a second of 1.00 ms keep 2.00 workers busy, a utilisation of 1.00
            --csv=/does/not/exist.csv                        | --csv must be a file in a folder that exists, was '/does/not/exist.csv'
            --json=/                                         | --json must be a file in a folder that exists, was '/'
            """)
    void shouldTellWrongUsageBeforeItMeasures(String line, String message) {
        String[] arguments = line.strip().split(" +");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].replace('_', ' ');
        }

        assertThat(run(arguments)).isEqualTo(2);
        assertThat(errors.toString()).startsWith(message.strip());
        assertThat(out.toString()).isEmpty();
    }
}
