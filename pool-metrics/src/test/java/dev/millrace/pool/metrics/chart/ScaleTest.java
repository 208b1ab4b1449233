package dev.millrace.pool.metrics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {
    @Test
    void shouldEndAtRoundValues() {
        assertThat(Scale.linear(7, 0, 100).ticks()).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
        assertThat(Scale.linear(100, 0, 100).ticks()).containsExactly(0.0, 25.0, 50.0, 75.0, 100.0);
        assertThat(Scale.linear(0, 0, 100).ticks()).containsExactly(0.0, 1.0);
        assertThat(Scale.logarithmic(90, 2_000, 0, 100).ticks()).containsExactly(10.0, 100.0, 1_000.0, 10_000.0);
        assertThat(Scale.logarithmic(100, 100, 0, 100).ticks()).containsExactly(100.0, 1_000.0);
        assertThat(Scale.logarithmic(0, 0, 0, 100).ticks()).containsExactly(1.0, 10.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3, 5, 9, 10, 11, 49, 50, 51, 99, 101, 312_000, 1e9, 1e15})
    void shouldHoldItsLargestValueInFewSteps(double largest) {
        Scale scale = Scale.linear(largest, 0, 100);

        assertThat(scale.to()).isGreaterThanOrEqualTo(largest).isLessThanOrEqualTo(2 * largest);
        assertThat(scale.ticks()).hasSizeBetween(2, 7);
    }

    @Test
    void shouldGiveEqualRatiosEqualRoom() {
        Scale scale = new Scale(1, 10_000, 0, 400, true);

        assertThat(scale.at(1)).isZero();
        assertThat(scale.at(100)).isEqualTo(200);
        assertThat(scale.at(0)).isZero();
        assertThat(scale.at(1e9)).isEqualTo(400);
    }
}
