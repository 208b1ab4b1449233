package dev.millrace.examples.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.examples.tool.CommandRun;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.validate.Findings.Count;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ValidateCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void shouldCheckAllRecordsAgainstAllRules() {
        NewThreads threads = new NewThreads("millrace-");

        CommandRun run = CommandRun.of(new ValidateCommand(), "--workers", "2");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lastLine()).endsWith("verified=true");
        assertThat(figure(run, "rules")).isGreaterThanOrEqualTo(50);
        assertThat(figure(run, "records")).isGreaterThan(200_000);
        assertThat(figure(run, "violations")).isPositive();
        assertThat(run.linesWith("zone: is found by its name ")).hasSize(1).allMatch(line -> line.matches(".* 0 *"));
        assertThat(run.linesWith("currency: is divided by 100")).hasSize(1).allMatch(line -> line.endsWith(" ADP"));
        assertThat(threads.left(Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void shouldCountViolationsByRuleAndNameTheFirst() throws InterruptedException {
        List<Rule<Integer>> rules = List.of(
                new Rule<>("is even", number -> number % 2 == 0),
                new Rule<>("is below 100", number -> number < 100),
                new Rule<>("does not throw", number -> 1 / (number - 7) < 2));

        assertThat(validation(new Table<>("number", numbers(), String::valueOf, rules), 3)
                        .run())
                .isTrue();

        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("number: is even 50 25 1", "number: is below 100 50 0", "number: does not throw 50 1 7")
                .contains("records=50 rules=3 checks=150 violations=26 verified=true");
    }

    @Test
    void shouldNotVerifyFindingsThatDiffer() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Rule<Integer> moody = new Rule<>("is asked an even time", number -> calls.getAndIncrement() % 100 < 50);

        assertThat(validation(new Table<>("number", numbers(), String::valueOf, List.of(moody)), 50)
                        .run())
                .isFalse();

        assertThat(out.toString()).endsWith("verified=false" + System.lineSeparator());
    }

    @Test
    void shouldCutATableIntoParts() {
        Table<Integer> table = new Table<>("number", numbers(), String::valueOf, List.of());

        assertThat(table.parts(20)).extracting(part -> part.rows().size()).containsExactly(20, 20, 10);
        assertThat(table.parts(1_000)).hasSize(1);
    }

    @Test
    void shouldKeepTheFirstViolationWhenFindingsAreAdded() {
        Findings first = new Findings();
        first.checked("rule", 2);
        Findings second = new Findings();
        second.checked("rule", 2);
        second.violated("rule", "b");
        second.violated("rule", "c");

        assertThat(first.add(second).byRule()).containsEntry("rule", new Count(4, 2, "b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --part=0      | --part must be 1 to 1,000,000 records, was 0
            --workers=0   | --workers must be 1 to 256, was 0
            """)
    void shouldTellWhatIsWrongWithAnOption(String argument, String message) {
        CommandRun run = CommandRun.of(new ValidateCommand(), argument);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private Validation validation(Table<?> table, int part) {
        return new Validation(List.of(table), part, 2, new Output(new PrintWriter(out, true)));
    }

    private static List<Integer> numbers() {
        return IntStream.range(0, 50).boxed().toList();
    }

    private static long figure(CommandRun run, String name) {
        return Long.parseLong(run.lastLine().replaceAll(".*\\b" + name + "=(\\d+).*", "$1"));
    }
}
