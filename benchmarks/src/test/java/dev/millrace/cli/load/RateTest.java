package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void shouldSayThatTheRateWasHeld() {
        Rate rate = new Rate(1_000_000, 999_000, 990_000, 2_000_000, 0, false, 0.5);

        assertThat(rate.held()).isTrue();
        assertThat(rate.verdict()).isEqualTo("held (at worst 0.002 s behind the schedule)");
    }

    @Test
    void shouldTellOfAStallThatTheRateDoesNotShow() {
        Rate rate = new Rate(1_000_000, 999_000, 990_000, 1_124_000_000, 0, false, 0.5);

        assertThat(rate.held()).isTrue();
        assertThat(rate.verdict()).isEqualTo("held on the whole, with a stall (at worst 1.124 s behind the schedule)");
    }

    @Test
    void shouldSayWhatLimits() {
        Rate slowWorkers = new Rate(1_000_000, 800_000, 700_000, 2_000_000_000, 0, false, 1);
        Rate slowGenerator = new Rate(1_000_000, 800_000, 700_000, 2_000_000_000, 5, false, 0.1);

        assertThat(slowWorkers.verdict())
                .startsWith("not held: 800,000 of 1,000,000 jobs/s")
                .contains("the queue was full");
        assertThat(slowGenerator.verdict()).contains("5 jobs never sent").contains("sending is what limits");
    }

    @Test
    void shouldNotJudgeAnInterruptedRun() {
        Rate rate = new Rate(1_000, 1_000, 1_000, 0, 500, true, 0);

        assertThat(rate.verdict()).isEqualTo("interrupted, 500 jobs never sent; 1,000 jobs/s until then");
    }
}
