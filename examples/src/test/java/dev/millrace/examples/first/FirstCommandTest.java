package dev.millrace.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FirstCommandTest {

    @Test
    void shouldTakeTheFirstRightFileAndCutTheOthersOff() {
        CommandRun run = run("--deadline 30000");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(row(run, "alder")).endsWith(" answered that it has no file");
        assertThat(row(run, "birch")).matches("birch .* cut after [0-9,]+ of [0-9,]+ bytes");
        assertThat(row(run, "cedar")).matches("cedar .* cut after [0-9]+ of [0-9,]+ bytes");
        assertThat(row(run, "elm")).matches("elm .* sent [0-9,]+ bytes, first");
        assertThat(run.out()).containsPattern("Cut     the last one [0-9.]+ ms later");
        assertThat(run.lastLine())
                .matches("mirrors=5 asked=5 cut=[23] sendOn=0 winner=elm verified=true threadsLeft=0");
    }

    @Test
    void shouldAskTheNextOneAfterTheDelayOrAFailure() {
        CommandRun run = run("--deadline 30000 --hedge 1000");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(row(run, "birch"))
                .as("begun as soon as alder had failed, not a second later")
                .contains(" cut after");
        assertThat(row(run, "fir")).isEqualTo("fir - never asked");
        assertThat(run.lastLine()).isEqualTo("mirrors=5 asked=4 cut=2 sendOn=0 winner=elm verified=true threadsLeft=0");
    }

    @Test
    void shouldNameEachMirrorWhenAllFail() {
        CommandRun run = run("--fail-all --deadline 2000");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .contains(
                        "5 of the jobs failed:",
                        "  [0] java.io.IOException: alder: status 503",
                        "  [1] java.io.IOException: birch: status 404",
                        "  [2] java.util.concurrent.TimeoutException: ",
                        "  [3] java.io.IOException: elm: ",
                        "  [4] java.io.IOException: fir: the SHA-256 is not the right one");
        assertThat(row(run, "elm")).contains("hung up after ");
        assertThat(run.lastLine())
                .isEqualTo("mirrors=5 asked=5 cut=1 sendOn=0 winner=none verified=true threadsLeft=0");
    }

    @Test
    void shouldFailWhenNobodyIsInTime() {
        CommandRun run = run("--deadline 40");

        assertThat(run.code()).as(run.out()).isOne();
        assertThat(run.out()).contains("Error   after ").doesNotContain("sends on");
        assertThat(run.lastLine()).endsWith(" winner=none verified=false threadsLeft=0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --hedge    | 0     | --hedge must be 1 to 60,000 ms, was 0
            --hedge    | 60001 | --hedge must be 1 to 60,000 ms, was 60,001
            --deadline | 0     | --deadline must be 1 to 60,000 ms, was 0
            --deadline | x     | Invalid value for option '--deadline'
            """)
    void shouldTellWhatIsWrongWithAnOption(String option, String value, String message) {
        CommandRun run = run(option + " " + value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun run(String line) {
        return CommandRun.of(new FirstCommand(), line.split(" ", -1));
    }

    /** With single spaces. */
    private static String row(CommandRun run, String mirror) {
        return run.lines().stream()
                .filter(line -> line.startsWith(mirror))
                .findFirst()
                .orElse("")
                .replaceAll(" +", " ");
    }
}
