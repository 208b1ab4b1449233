package dev.millrace.examples.fofi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import dev.millrace.examples.tool.NewThreads;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FofiCommandTest {
    private static final List<Integer> JOBS = List.of(5, 3, 2, 4, 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldReadEachResultOnceWithSoManyProducersAtOnce(int producers) {
        NewThreads threads = new NewThreads("millrace-");

        CommandRun run = run("--producers " + producers + " --unit 20 --consume 1");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lastLine()).startsWith("jobs=5 read=5 ").endsWith(" verified=true");
        assertThat(mostBetween(run, ": start", ": end")).isLessThanOrEqualTo(producers);
        assertThat(run.out()).contains("consumer:   end, the last producer has ended");
        assertThat(threads.left(Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void shouldTakeTheSumWithOneProducerAndLessWithFive() {
        CommandRun one = run("--producers 1 --unit 100 --consume 1");
        CommandRun five = run("--producers 5 --unit 100 --consume 1");

        assertThat(millis(one)).isGreaterThanOrEqualTo(15 * 100);
        assertThat(millis(five)).isGreaterThanOrEqualTo(5 * 100).isLessThan(15 * 100);
        assertThat(one.linesWith("read of").stream().map(FofiCommandTest::reader))
                .as("one after the other, in their order")
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(five.linesWith("read of").stream().map(FofiCommandTest::reader))
                .as("as they end: the first takes longest")
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5)
                .doesNotContainSequence(1, 2, 3, 4, 5);
    }

    @Test
    void shouldStartWriteAndEndInThisOrderAndReadAfterTheWrite() {
        CommandRun run = run("--producers 3 --unit 10 --consume 5");

        for (int number = 1; number <= JOBS.size(); number++) {
            String producer = "producer " + number;
            List<Integer> events = List.of(
                    position(run, producer + ": start, " + JOBS.get(number - 1) + " units"),
                    position(run, producer + ": write"),
                    position(run, producer + ": end"));
            assertThat(events).as(run.out()).isSorted().doesNotContain(-1);
            assertThat(position(run, "read of " + number)).isGreaterThan(events.get(1));
        }
        assertThat(run.linesWith(" s  ")).extracting(FofiCommandTest::seconds).isSorted();
    }

    @Test
    void shouldShowProducersThatAreHeldBackByAFullBuffer() {
        CommandRun run = run("--producers 5 --unit 1 --buffer 1 --consume 60");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lastLine()).containsPattern("heldBack=[1-4] ");
        assertThat(run.linesWith("read of").get(1)).contains("1 of 1 wait, ").containsPattern("[1-4] held back");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5})
    void shouldCloseEarlyAndTwiceWithoutAnError(int closeAfter) {
        CommandRun run = run("--producers 2 --unit 10 --consume 1 --close-after " + closeAfter);

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.linesWith("read of")).hasSize(closeAfter);
        assertThat(run.lastLine()).contains("read=" + closeAfter + " ").endsWith("verified=true");
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void shouldNotVerifyWhatIsWrong() {
        FofiOptions options = new FofiOptions(JOBS, 1, 2, 1, 1, 0);

        assertThat(new FofiResult(options, List.of(1, 2, 3, 4, 5), 2, 0, 1).verified())
                .isTrue();
        assertThat(new FofiResult(options, List.of(1, 2, 3, 4), 2, 0, 1).verified())
                .as("one is missing")
                .isFalse();
        assertThat(new FofiResult(options, List.of(1, 2, 3, 4, 4), 2, 0, 1).verified())
                .as("one came twice")
                .isFalse();
        assertThat(new FofiResult(options, List.of(1, 2, 3, 4, 6), 2, 0, 1).verified())
                .as("nobody's")
                .isFalse();
        assertThat(new FofiResult(options, List.of(1, 2, 3, 4, 5), 3, 0, 1).verified())
                .as("too many at once")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --producers 0      | --producers must be 1 to 256, was 0
            --jobs 1,-1        | --jobs must be 0 to 1,000 units each, was -1
            --unit -1          | --unit must be 0 to 60,000 ms, was -1
            --buffer 0         | --buffer must be 1 to 1,000, was 0
            --consume -1       | --consume must be 0 to 60,000 ms, was -1
            --close-after 6    | --close-after must be 0 to the number of jobs (5), was 6
            """)
    void shouldTellWhatIsWrongWithAnOption(String line, String message) {
        CommandRun run = run(line);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun run(String line) {
        return CommandRun.of(new FofiCommand(), line.split(" ", -1));
    }

    private static int position(CommandRun run, String event) {
        return IntStream.range(0, run.lines().size())
                .filter(i -> run.lines().get(i).contains(event))
                .findFirst()
                .orElse(-1);
    }

    private static int mostBetween(CommandRun run, String begin, String end) {
        int now = 0;
        int most = 0;
        for (String line : run.lines()) {
            now += line.contains(begin) ? 1 : 0;
            now -= line.contains(end) && line.contains("producer ") ? 1 : 0;
            most = Math.max(most, now);
        }
        return most;
    }

    private static int reader(String line) {
        return Integer.parseInt(line.replaceAll(".*read of (\\d+).*", "$1"));
    }

    private static double seconds(String line) {
        return Double.parseDouble(line.strip().split(" ", -1)[0]);
    }

    private static int millis(CommandRun run) {
        return Integer.parseInt(run.lastLine().replaceAll(".*millis=(\\d+).*", "$1"));
    }
}
