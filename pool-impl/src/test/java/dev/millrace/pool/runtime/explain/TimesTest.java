package dev.millrace.pool.runtime.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "1000, 1 us",
        "1499, 1.4 us",
        "50315, 50 us",
        "999999, 999 us",
        "1000000, 1 ms",
        "1500000, 1.5 ms",
        "30000000, 30 ms",
        "999999999, 999 ms",
        "1000000000, 1 s",
        "2549000000, 2.5 s",
        "61000000000, 61 s",
        "-30000000, -30 ms"
    })
    void shouldTellATimeInItsUnit(long nanos, String words) {
        assertThat(Times.inWords(nanos)).isEqualTo(words);
        assertThat(Times.inWords(Duration.ofNanos(nanos))).isEqualTo(words);
    }

    @Test
    void shouldTellOneThatIsTooLongForNanoseconds() {
        assertThat(Times.inWords(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE + " s");
    }
}
