package dev.millrace.examples.sum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import dev.millrace.examples.tool.NewThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SumCommandTest {
    @Test
    void shouldAddTheNumbersFromOneToTenUpToFiftyFive() {
        NewThreads threads = new NewThreads("millrace-");

        CommandRun run = CommandRun.of(new SumCommand());

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lastLine()).matches("numbers=10 handlers=[123] sum=55 verified=true");
        assertThat(threads.left(Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void shouldOpenEachHandlerBeforeItsFirstNumberAndCloseItAfterItsLast() {
        CommandRun run = CommandRun.of(new SumCommand(), "--to", "200", "--workers", "3", "--capacity", "8");

        assertThat(run.lastLine()).contains(" sum=20100 ");
        Map<String, List<String>> byHandler =
                run.linesWith("handler ").stream().collect(Collectors.groupingBy(line -> line.split(":", 2)[0]));
        assertThat(byHandler.values()).isNotEmpty().allSatisfy(lines -> {
            assertThat(lines.get(0)).contains(": open on millrace-sum-");
            List<String> numbers = lines.subList(1, lines.size() - 1);
            assertThat(numbers).allMatch(line -> line.matches("handler \\d: \\d+"));
            long part = numbers.stream().mapToLong(SumCommandTest::number).sum();
            assertThat(lines.get(lines.size() - 1)).endsWith(": close, its part is " + part);
        });
        assertThat(run.lines().stream()
                        .filter(line -> line.matches("handler \\d: \\d+"))
                        .map(SumCommandTest::number))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 200)
                        .mapToObj(number -> (long) number)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --to=0         | --to must be 1 to 100,000, was 0
            --workers=0    | --workers must be 1 to 256, was 0
            --capacity=0   | --capacity must be 1 to 100,000, was 0
            """)
    void shouldTellWhatIsWrongWithAnOption(String argument, String message) {
        CommandRun run = CommandRun.of(new SumCommand(), argument);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static long number(String line) {
        return Long.parseLong(line.split(": ", -1)[1]);
    }
}
