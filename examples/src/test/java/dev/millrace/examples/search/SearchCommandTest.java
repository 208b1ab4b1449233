package dev.millrace.examples.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SearchCommandTest {

    @Test
    void shouldFindWhatOneIndexWouldFindWithoutLoggingAnything() {
        List<String> logged = new ArrayList<>();
        Handler listener = listener(logged);
        Logger.getLogger("").addHandler(listener);
        try {
            CommandRun run = run("--deadline", "30000");

            assertThat(run.code()).as(run.out()).isZero();
            assertThat(run.lastLine()).isEqualTo("shards=4 answered=4 hits=10 verified=true threadsLeft=0");
            assertThat(run.out()).contains("java.util.ArrayList");
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        assertThat(logged).isEmpty();
    }

    @Test
    void shouldFindTheSameInAnyNumberOfShards() {
        CommandRun run =
                run("--deadline", "30000", "--shards", "7", "--top", "100", "--query", "Stream closed (or not)");

        assertThat(run.lastLine()).isEqualTo("shards=7 answered=7 hits=100 verified=true threadsLeft=0");
    }

    @Test
    void shouldAnswerWithoutAShardThatStalls() {
        CommandRun run = run("--deadline", "1500", "--stall", "2");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.linesWith("no answer in")).isNotEmpty().allMatch(line -> line.matches("[1-4] .*"));
        assertThat(run.linesWith("no answer in").stream().filter(line -> line.startsWith("2 ")))
                .hasSize(1);
        assertThat(run.lastLine()).matches("shards=4 answered=[0-3] hits=\\d+ verified=true threadsLeft=0");
    }

    @Test
    void shouldFindNothingWhereNothingIs() {
        assertThat(run("--deadline", "30000", "--query", "xyzzyplugh").lastLine())
                .isEqualTo("shards=4 answered=4 hits=0 verified=true threadsLeft=0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --query    | ...   | --query must have a word, was '...'
            --shards   | 0     | --shards must be 1 to 64, was 0
            --top      | 1001  | --top must be 1 to 1,000, was 1,001
            --deadline | 0     | --deadline must be 1 to 60,000 ms, was 0
            --stall    | 5     | --stall must be 1 to --shards, was 5
            --stall    | 0     | --stall must be 1 to --shards, was 0
            --top      | all   | Invalid value for option '--top'
            """)
    void shouldTellWhatIsWrongWithAnOption(String option, String value, String message) {
        CommandRun run = run(option, value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(new SearchCommand(), arguments);
    }

    private static Handler listener(List<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLoggerName() + ": " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
