package dev.millrace.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import dev.millrace.examples.tool.NewThreads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HelloCommandTest {
    @Test
    void shouldShowEachDigestWithItsWorkerAndTime() {
        NewThreads threads = new NewThreads("millrace-");

        CommandRun run = CommandRun.of(new HelloCommand(), "--workers", "2", "--rounds", "50", "abc");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lastLine()).isEqualTo("digests=6 workers=2 verified=true");
        List<String> rows = run.linesWith(" ms on millrace-hello-");
        assertThat(rows)
                .hasSize(6)
                .allMatch(row -> row.matches(" +[1-6]\\. \\S+ +\\d+\\.\\d ms on \\S+ +[0-9a-f]{16}\\.\\.\\."));
        assertThat(rows)
                .extracting(row -> row.strip().split(" +", -1)[0])
                .containsExactly("1.", "2.", "3.", "4.", "5.", "6.");
        assertThat(rows)
                .extracting(row -> row.strip().split(" +", -1)[1])
                .containsExactlyInAnyOrder("SHA3-512", "SHA-512", "SHA3-256", "SHA-256", "SHA-1", "MD5");
        assertThat(run.out()).contains("one thread took ", "6 jobs, at most 2 at once: wall ");
        assertThat(threads.left(Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void shouldHandOverInTheOrderOfTheEndsAndNotOfTheInput() {
        CommandRun run = CommandRun.of(
                new HelloCommand(), "--workers", "2", "--rounds", "300000", "--algorithms", "SHA3-512,MD5");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.linesWith(" ms on ").get(0))
                .as("MD5 takes a tenth of the other")
                .contains(" MD5 ");
    }

    @Test
    void shouldDigestAsTheStandardSays() throws Exception {
        assertThat(Digests.digest("abc", "SHA-256", 1))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digests.digest("abc", "SHA-256", 2)).isNotEqualTo(Digests.digest("abc", "SHA-256", 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rounds 0               | --rounds must be 1 to 10,000,000, was 0
            --workers 257            | --workers must be 1 to 256, was 257
            --algorithms CRC-32      | --algorithms must be digests of this JDK, such as SHA-256, was 'CRC-32'
            --algorithms MD5,MD5     | --algorithms must name each once, was MD5,MD5
            """)
    void shouldTellWhatIsWrongWithAnOption(String line, String message) {
        CommandRun run = CommandRun.of(new HelloCommand(), line.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }
}
