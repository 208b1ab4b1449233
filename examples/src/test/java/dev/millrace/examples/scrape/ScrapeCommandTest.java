package dev.millrace.examples.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ScrapeCommandTest {
    private static final String COMPLETE =
            "pages=19 unread=0 requests=22 retries=3 polite=true verified=true threadsLeft=0";

    @Test
    void shouldReadEachPageOnceAndWhatFailedAgain() {
        CommandRun run = run("--politeness 5 --deadline 30000");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(row(run, "/")).matches("/ 200 7 6 [0-9.]+ The mill");
        assertThat(row(run, "/race")).matches("/race 200 18 4 [0-9.]+ The millrace");
        assertThat(row(run, "/pond")).as("after a retry").matches("/pond 200 14 2 [0-9.]+ The pond");
        assertThat(row(run, "/broken")).as("after all retries").matches("/broken 500 0 0 [0-9.]+ -");
        assertThat(row(run, "/missing")).matches("/missing 404 0 0 [0-9.]+ -");
        assertThat(row(run, "/grist")).as("moved to /grain").matches("/grist 301 0 1 [0-9.]+ -");
        assertThat(run.out()).doesNotContain("/island", "example.invalid");
        assertThat(run.lastLine()).isEqualTo(COMPLETE);
    }

    @Test
    void shouldReadOnePageAfterTheOther() {
        assertThat(run("--at-once 1 --politeness 1 --deadline 30000").lastLine())
                .isEqualTo(COMPLETE);
    }

    @Test
    void shouldBeAsSlowAsPolitenessAsks() {
        CommandRun run = run("--at-once 16 --politeness 100 --deadline 30000");

        assertThat(run.lastLine()).isEqualTo(COMPLETE);
        String millis = run.linesWith("all pages").get(0).replaceAll("[^0-9.]", "");
        assertThat(Double.parseDouble(millis)).isGreaterThan(20 * 100);
    }

    @Test
    void shouldEndAtTheDeadlineAndTellWhatIsMissing() {
        CommandRun run = run("--politeness 200 --deadline 500");

        assertThat(run.code()).as(run.out()).isOne();
        assertThat(run.out()).containsPattern("no answer in|never asked");
        assertThat(run.lastLine())
                .matches(
                        "pages=\\d unread=[1-9]\\d* requests=\\d retries=\\d polite=true verified=false threadsLeft=0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --at-once    | 0     | --at-once must be 1 to 64, was 0
            --at-once    | 65    | --at-once must be 1 to 64, was 65
            --politeness | 0     | --politeness must be 1 to 1,000 ms, was 0
            --deadline   | 60001 | --deadline must be 1 to 60,000 ms, was 60,001
            --deadline   | never | Invalid value for option '--deadline'
            """)
    void shouldTellWhatIsWrongWithAnOption(String option, String value, String message) {
        CommandRun run = run(option + " " + value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun run(String line) {
        return CommandRun.of(new ScrapeCommand(), line.split(" ", -1));
    }

    /** With single spaces. */
    private static String row(CommandRun run, String page) {
        return run.lines().stream()
                .filter(line -> line.startsWith(page + " "))
                .findFirst()
                .orElse("")
                .replaceAll(" +", " ");
    }
}
