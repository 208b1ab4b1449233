package dev.millrace.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ModelTest {
    private final Model model = new Model(new Hops(40, 10, 20));

    @Test
    void shouldBeAsFastAsItsNarrowestGate() {
        assertThat(model.at(2, 1, 0).perSecond()).as("the submitter's 40 ns").isEqualTo(25e6);
        assertThat(model.at(8, 1, 980).perSecond()).as("7 workers, 1 us").isEqualTo(7e6);
        assertThat(model.at(128, 16, 0).perSecond())
                .as("submitters take turns, 50 ns")
                .isEqualTo(20e6);
        assertThat(new Model(new Hops(1, 1, 20)).at(128, 16, 0).limit()).isEqualTo("passing on");
    }

    @Test
    void shouldTellHowMuchOfTheirTimeWorkersRunJobs() {
        assertThat(model.at(8, 1, 980).busy()).isEqualTo(0.98, within(1e-9));
        assertThat(model.at(128, 1, 0).busy()).isZero();
        double least = model.leastJobNanos(128, 1);
        assertThat(model.at(128, 1, least).busy()).isEqualTo(0.9, within(1e-9));
        assertThat(model.at(128, 1, least / 2).busy()).isLessThan(0.5);
        assertThat(model.at(8, 2, model.leastJobNanos(8, 2)).busy()).isGreaterThanOrEqualTo(0.9 - 1e-9);
    }

    @Test
    void shouldNotSpendMoreProcessorsThanThereAre() {
        assertThat(model.perSecondShared(1)).isEqualTo(1e9 / 60);
        assertThat(model.perSecondShared(8)).isEqualTo(25e6);
    }
}
