package dev.millrace.examples.prices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PricesCommandTest {

    @Test
    void shouldGiveEachVendorItsRowAndFindTheBestPriceInStock() {
        CommandRun run = run("--deadline 30000 --each 1300");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(row(run, "alder")).startsWith("alder 21.40 in stock ");
        assertThat(row(run, "birch")).startsWith("birch 18.75 out of stock ");
        assertThat(row(run, "cedar")).startsWith("cedar 19.90 in stock, the best ");
        assertThat(row(run, "elm")).startsWith("elm - status 500 ");
        assertThat(row(run, "fir")).startsWith("fir - no JSON: {\"price\":16.20, ");
        assertThat(row(run, "oak")).startsWith("oak - no answer in 13");
        assertThat(run.lastLine())
                .isEqualTo("vendors=6 answered=3 failed=3 best=cedar price=19.90 verified=true threadsLeft=0");
    }

    @Test
    void shouldTakeLessTimeThanOneVendorAfterTheOther() {
        CommandRun run = run("--healthy --deadline 30000 --each 30000");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lastLine())
                .isEqualTo("vendors=6 answered=6 failed=0 best=oak price=15.10 verified=true threadsLeft=0");
        assertThat(millis(run, "total")).isGreaterThan(200).isLessThan(millis(run, "one by one"));
    }

    @Test
    void shouldAnswerAtTheDeadlineWithWhatThereIs() {
        CommandRun run = run("--deadline 60 --each 30000");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lastLine())
                .isEqualTo("vendors=6 answered=0 failed=6 best=none price=none verified=true threadsLeft=0");
        assertThat(run.out()).containsPattern("oak +- +(no answer in|never asked)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --deadline | 0     | --deadline must be 1 to 60,000 ms, was 0
            --deadline | 60001 | --deadline must be 1 to 60,000 ms, was 60,001
            --each     | -5    | --each must be 1 to 60,000 ms, was -5
            --each     | soon  | Invalid value for option '--each'
            --vendors  | 7     | Unknown options: '--vendors', '7'
            """)
    void shouldTellWhatIsWrongWithAnOption(String option, String value, String message) {
        CommandRun run = run(option + " " + value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun run(String line) {
        return CommandRun.of(new PricesCommand(), line.split(" ", -1));
    }

    /** With single spaces. */
    private static String row(CommandRun run, String vendor) {
        return run.linesWith(vendor + " ").get(0).replaceAll(" +", " ");
    }

    private static double millis(CommandRun run, String what) {
        return Double.parseDouble(run.linesWith(what).get(0).replaceAll(what + " +([0-9.]+) ms.*", "$1"));
    }
}
