package dev.millrace.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    @ParameterizedTest
    @CsvSource({
        "2000, 5ms, 20ms, p99 wait < 10ms",
        "2000, 5ms, 20ms, p99 wait < 1us",
        "2000, 5ms, 20ms, p99 total < 21ms",
        "100,  1ms, ,     p50 wait < 1ms",
        "1e6,  2us, 8us,  p99.9 total < 100us",
        "3,    2s,  9s,   p99 wait < 1s"
    })
    void shouldFindTheFewestWorkers(double rate, String mean, String p99, String slo) {
        Plan plan = Plan.of(Question.of(rate, mean, p99, slo, 0), 0);
        Goal goal = Goal.parse(slo);

        assertThat(plan.isMet()).isTrue();
        assertThat(goal.isMet(plan.queue())).isTrue();
        int fewer = plan.queue().workers() - 1;
        assertThat(fewer <= plan.queue().offered()
                        || !goal.isMet(new Queue(rate, fewer, plan.queue().service())))
                .as("%d workers would do", fewer)
                .isTrue();
    }

    @Test
    void shouldJudgeANumberOfWorkers() {
        assertThat(Plan.of(Question.of(2_000, "5ms", "20ms", "p99 wait < 1ms", 11), 0)
                        .isMet())
                .isFalse();
        assertThat(Plan.of(Question.of(2_000, "5ms", "20ms", "p99 wait < 1ms", 30), 0)
                        .isMet())
                .isTrue();
        assertThat(Plan.of(Question.of(2_000, "5ms", null, null, 30), 0).queue().workers())
                .isEqualTo(30);
    }

    /** At 90 % of ten workers, what the pool adds is a tenth of the run time. */
    @Test
    void shouldCountWhatThePoolAddsToEachJob() {
        Question question = Question.of(900_000, "10us", null, null, 12);

        assertThat(Plan.of(question, 1e-6).queue().offered()).isCloseTo(9.9, within(1e-9));
        assertThat(Plan.of(question, 0).queue().offered()).isCloseTo(9, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2000 | 5ms | 20ms | p99 wait < 1ms   | 10 | --workers 10 cannot keep up: 2,000 jobs a second of 5.00 ms keep 10.00 workers busy, a utilisation of 1.00, so the queue grows for ever; at least 11 are needed
            2000 | 5ms | 20ms | p99 wait < 1ms   | 8  | --workers 8 cannot keep up: 2,000 jobs a second of 5.00 ms keep 10.00 workers busy, a utilisation of 1.25, so the queue grows for ever; at least 11 are needed
            2000 | 5ms | 20ms | p99 total < 19ms | 0  | no number of workers reaches p99 total < 19.0 ms: the run alone has a p99 of 20.0 ms
            1e6  | 1s  |      | p99 wait < 1s    | 0  | 1,000,000 jobs a second of 1.00 s keep 1,000,000 workers busy, and a pool has at most 32,767
            """)
    void shouldSayWhatCannotBe(double rate, String mean, String p99, String slo, int workers, String message) {
        Question question = Question.of(rate, mean, p99, slo, workers);

        assertThatThrownBy(() -> Plan.of(question, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "p99 wait < 10ms, 0.99, false, 0.01",
        "p50 total<2 s, 0.5, true, 2",
        "p99.9  wait < 250us, 0.999, false, 0.00025"
    })
    void shouldReadGoals(String text, double share, boolean total, double seconds) {
        Goal goal = Goal.parse(text);

        assertThat(goal.share()).isEqualTo(share);
        assertThat(goal.total()).isEqualTo(total);
        assertThat(goal.seconds()).isEqualTo(seconds);
        assertThat(Goal.parse(goal.toString())).isEqualTo(goal);
    }
}
