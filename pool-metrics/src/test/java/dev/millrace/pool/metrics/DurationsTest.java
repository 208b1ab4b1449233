package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "1, 1 ns",
        "999.4, 999 ns",
        "999.6, 1.00 us",
        "1234, 1.23 us",
        "9996, 10.0 us",
        "12345, 12.3 us",
        "99960, 100 us",
        "999600, 1.00 ms",
        "1e9, 1.00 s",
        "3.6e12, 3600 s",
    })
    void shouldPrintThreeDigitsInTheUnitThatReadsBest(double nanos, String text) {
        assertThat(Durations.text(nanos)).isEqualTo(text);
    }
}
