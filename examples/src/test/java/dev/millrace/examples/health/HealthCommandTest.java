package dev.millrace.examples.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HealthCommandTest {

    @Test
    void shouldFindTheStateOfEachEndpointAndSpareThoseThatKeepFailing() {
        CommandRun run = run("--endpoints 25 --timeout 2000 --deadline 30000 --rounds 3");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(row(run, "billing-02")).matches("billing-02 FAILING [0-9.]+ FAILING [0-9.]+ BREAKER_OPEN [0-9.]+");
        assertThat(row(run, "delivery-03")).matches("delivery-03 REFUSED [0-9.]+ REFUSED [0-9.]+ BREAKER_OPEN [0-9.]+");
        assertThat(row(run, "search-02")).matches("search-02 (UP|SLOW) [0-9.]+ FAILING [0-9.]+ BREAKER_OPEN [0-9.]+");
        assertThat(row(run, "catalogue-05")).startsWith("catalogue-05 HANGING 2");
        assertThat(row(run, "delivery-01")).startsWith("delivery-01 SLOW ");
        // The breaker of the one that hangs may learn of the second time-out only after the third round has begun.
        assertThat(run.lastLine())
                .matches("checks=75 checked=75 spared=[45] late=0 wrong=0 verified=true threadsLeft=0");
    }

    @Test
    void shouldTakeLessTimeThanOneCheckAfterTheOther() {
        CommandRun run = run("--endpoints 20 --timeout 10000 --deadline 30000 --rounds 1");

        assertThat(run.code()).as(run.out()).isZero();
        String[] summary =
                run.linesWith("round 1").get(0).replaceAll("[^0-9.]+", " ").split(" ", -1);
        assertThat(Double.parseDouble(summary[2])).isLessThan(Double.parseDouble(summary[3]));
    }

    @Test
    void shouldEndARoundAtItsDeadline() {
        CommandRun run = run("--endpoints 50 --at-once 1 --timeout 60000 --deadline 200 --rounds 1");

        assertThat(run.code()).as(run.out()).isOne();
        assertThat(run.out()).contains("NOT_CHECKED");
        assertThat(run.lastLine())
                .matches("checks=50 checked=\\d+ spared=0 late=[01] wrong=0 verified=false threadsLeft=0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --endpoints | 0     | --endpoints must be 1 to 1,000, was 0
            --endpoints | 1001  | --endpoints must be 1 to 1,000, was 1,001
            --at-once   | 257   | --at-once must be 1 to 256, was 257
            --timeout   | 0     | --timeout must be 1 to 60,000 ms, was 0
            --deadline  | -1    | --deadline must be 1 to 60,000 ms, was -1
            --rounds    | 101   | --rounds must be 1 to 100, was 101
            --rounds    | all   | Invalid value for option '--rounds'
            """)
    void shouldTellWhatIsWrongWithAnOption(String option, String value, String message) {
        CommandRun run = run(option + " " + value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun run(String line) {
        return CommandRun.of(new HealthCommand(), line.split(" ", -1));
    }

    /** With single spaces. */
    private static String row(CommandRun run, String endpoint) {
        return run.linesWith(endpoint).get(0).strip().replaceAll(" +", " ");
    }
}
