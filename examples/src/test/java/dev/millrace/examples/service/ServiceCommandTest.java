package dev.millrace.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.ExampleCommand;
import dev.millrace.pool.WorkerPool;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ServiceCommandTest {
    private static final int CAPACITY = 64;
    /** Warm-up and steady phase together: no more than the capacity, so that none of them can be refused. */
    private static final int BEFORE_OVERLOAD = 60;

    private static final Pattern VERDICT =
            Pattern.compile("requests=(\\d+) ok=(\\d+) refused=(\\d+) errors=0 verified=true threadsLeft=0");

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void shouldAnswerEveryRequestAndRefuseSomeInTheOverload() {
        Function<ServiceOptions, WorkerPool> pools =
                options -> HoldingPool.around(ServiceCommand.describe(options).build(), BEFORE_OVERLOAD);
        String line = "--rate 200 --warmup 0.1 --seconds 0.2 --burst 10 --burst-seconds 0.2 --workers 1 --capacity "
                + CAPACITY;

        assertThat(run(pools, line)).as(out.toString()).isZero();

        Matcher verdict = VERDICT.matcher(lastLine());
        assertThat(verdict.matches()).as(lastLine()).isTrue();
        int sent = Integer.parseInt(verdict.group(1));
        int ok = Integer.parseInt(verdict.group(2));
        int refused = Integer.parseInt(verdict.group(3));
        assertThat(refused).isPositive();
        assertThat(ok).isGreaterThan(BEFORE_OVERLOAD);
        assertThat(ok + refused).isEqualTo(sent).isEqualTo(BEFORE_OVERLOAD + 400);
        assertThat(row("warm-up")).startsWith("warm-up 200 0.1 20 20 20 0 0 ");
        assertThat(row("steady")).startsWith("steady 200 0.2 40 40 40 0 0 ");
        assertThat(row("overload")).startsWith("overload 2,000 0.2 400 ");
        assertThat(out.toString())
                .contains("pool 'service' RUNNING", "when full reject()", "unaccounted=0", "build()   cold ")
                .doesNotContain("WRONG");
    }

    @Test
    void shouldFindARateForTheMachine() {
        assertThat(run(
                        options -> ServiceCommand.describe(options).build(),
                        "--warmup 0 --seconds 0.1 --burst-seconds 0"))
                .as(out.toString())
                .isZero();

        assertThat(out.toString()).contains("\nsteady ").doesNotContain("\nwarm-up ", "\noverload ");
        assertThat(out.toString()).containsPattern("--rate [1-9][0-9]* --seconds 0.1 ");
        assertThat(lastLine()).matches(VERDICT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rate          | -1     | --rate must be 0 (measured) to 100,000 requests a second, was -1
            --rate          | 100001 | --rate must be 0 (measured) to 100,000 requests a second, was 100,001
            --rate          | many   | Invalid value for option '--rate'
            --seconds       | 0      | --seconds must be 0.1 to 3,600, was 0.0
            --seconds       | 1e9    | --seconds must be 0.1 to 3,600, was 1.0E9
            --seconds       | NaN    | --seconds must be 0.1 to 3,600, was NaN
            --warmup        | -1     | --warmup must be 0 to 3,600 seconds, was -1.0
            --burst         | 0.5    | --burst must be 1 to 100 times the rate, was 0.5
            --burst         | NaN    | --burst must be 1 to 100 times the rate, was NaN
            --rate=90000 --burst | 10 | --rate x --burst must be at most 500,000 requests a second, was 900,000
            --burst-seconds | -2     | --burst-seconds must be 0 to 3,600, was -2.0
            --workers       | 0      | --workers must be 1 to 256, was 0
            --capacity      | 0      | --capacity must be 1 to 1,000 waiting requests, was 0
            --capacity      | 1001   | --capacity must be 1 to 1,000 waiting requests, was 1,001
            --port          | 80     | Unknown options: '--port', '80'
            """)
    void shouldTellWhatIsWrongWithAnOption(String option, String value, String message) {
        assertThat(run(ServiceCommandTest::noPool, option + " " + value)).isEqualTo(2);

        assertThat(errors.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldTellAllThatIsWrongAtOnce() {
        assertThat(run(ServiceCommandTest::noPool, "--rate -1 --capacity 0")).isEqualTo(2);

        assertThat(errors.toString()).contains("--rate must be", "--capacity must be");
    }

    @Test
    void shouldListTheExamples() {
        int code = new CommandLine(new ExampleCommand())
                .setOut(new PrintWriter(out, true))
                .execute();

        assertThat(code).isZero();
        assertThat(out.toString()).contains("Examples:").containsPattern("service +An HTTP service on a pool");
    }

    private static WorkerPool noPool(ServiceOptions options) {
        throw new AssertionError("a pool was built for " + options);
    }

    private int run(Function<ServiceOptions, WorkerPool> pools, String line) {
        return new CommandLine(new ServiceCommand(pools))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(line.split(" ", -1));
    }

    /** The line of a phase, with single spaces. */
    private String row(String phase) {
        List<String> rows = new ArrayList<>();
        out.toString().lines().filter(line -> line.startsWith(phase)).forEach(rows::add);
        assertThat(rows).hasSize(1);
        return rows.get(0).replaceAll(" +", " ");
    }

    private String lastLine() {
        return out.toString().lines().reduce((before, line) -> line).orElse("");
    }
}
