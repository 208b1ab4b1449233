package dev.millrace.examples.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.examples.tool.CommandRun;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.Output;
import dev.millrace.pool.WorkerPool;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class BoundedCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void shouldGiveResultsInTheOrderOfTheInputWithTheirErrors() {
        NewThreads threads = new NewThreads("millrace-", "bounded-");

        CommandRun run = run("--numbers 12 --at-most 3 --broken 5");

        assertThat(run.code()).as(run.out()).isZero();
        List<String> rows = run.linesWith("ended as");
        assertThat(rows).hasSize(12);
        assertThat(IntStream.range(0, 12).allMatch(i -> rows.get(i).startsWith("  [%2d]".formatted(i))))
                .isTrue();
        assertThat(rows.stream().filter(row -> row.contains("ArithmeticException")))
                .containsExactly(rows.get(4), rows.get(9));
        assertThat(places(rows))
                .as("of all ends each has one")
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 12).boxed().toList());
        assertThat(run.lastLine())
                .startsWith("numbers=12 values=10,")
                .endsWith("verified=true")
                .containsPattern(" atOnce=[123] ");
        assertThat(threads.left(Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void shouldNotBeginWhatComesAfterTheFirstError() {
        CommandRun run = run("--numbers 40 --at-most 1 --broken 1 --workers 2 --cancel-after 60000");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .contains(
                        "The first error ends it:\njava.lang.ArithmeticException: no prime is sought after the negative number -1\n1 searches were begun, 39 never\n");
    }

    @Test
    void shouldBeCancelledByAnInterruptOfTheCaller() {
        List<BigInteger> numbers = Primes.numbers(1_000, 0);
        try (WorkerPool pool = WorkerPool.builder("bounded").workers(2).build()) {
            Check check = new Bounded(numbers, 2, new Output(new PrintWriter(out, true)))
                    .cancelled(pool, Duration.ofMillis(20));

            assertThat(check.results().size()).isEqualTo(1_000);
            assertThat(check.values()).isLessThan(1_000);
            assertThat(check.verified(2)).isTrue();
            assertThat(check.results().failures())
                    .allMatch(result -> result.failure() instanceof CancellationException);
        }
        assertThat(out.toString()).contains("of 1000 have a value", "the caller was interrupted");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldTellErrorsOfNoInputWhenNoneIsBroken() {
        CommandRun run = run("--numbers 4 --broken 0 --cancel-after 60000");

        assertThat(run.code()).as(run.out() + run.errors()).isZero();
        assertThat(run.out()).contains("no error: 4 values", "4 of 4 have a value", "the caller was done before");
        assertThat(run.lastLine()).startsWith("numbers=4 values=4,4,4 ");
    }

    @Test
    void shouldFindThePrimesThatTheJdkFinds() throws InterruptedException {
        for (BigInteger number : Primes.numbers(10, 0)) {
            assertThat(Primes.after(number)).isEqualTo(number.nextProbablePrime());
        }
        assertThatThrownBy(() -> Primes.after(BigInteger.valueOf(-7)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("-7");
    }

    @Test
    void shouldInterruptItsMakerOnceAndNotAfterItWasClosed() throws InterruptedException {
        Canceller late = Canceller.after(Duration.ofMinutes(1));
        late.close();
        assertThat(late.hasInterrupted()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        Canceller soon = Canceller.after(Duration.ofMillis(1));
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        soon.close();
        assertThat(soon.hasInterrupted()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --numbers 0        | --numbers must be 1 to 1,000, was 0
            --at-most 0        | --at-most must be 1 to 1,000, was 0
            --workers 0        | --workers must be 1 to 256, was 0
            --broken -1        | --broken must be 1 to 1,000, or 0 for none, was -1
            --cancel-after 0   | --cancel-after must be 1 to 60,000 ms, was 0
            """)
    void shouldTellWhatIsWrongWithAnOption(String line, String message) {
        CommandRun run = run(line);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static List<Integer> places(List<String> rows) {
        return rows.stream()
                .map(row -> Integer.valueOf(row.replaceAll(".*ended as +(\\d+)\\..*", "$1")))
                .toList();
    }

    private static CommandRun run(String line) {
        return CommandRun.of(new BoundedCommand(), line.split(" ", -1));
    }
}
