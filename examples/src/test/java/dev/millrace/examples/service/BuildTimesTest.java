package dev.millrace.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BuildTimesTest {
    @Test
    void shouldBuildAPoolInLessThanTwentyMilliseconds() {
        ServiceOptions options = new ServiceOptions(1, 1, 0, 1, 0, 2, 64);

        BuildTimes times =
                BuildTimes.measure(() -> ServiceCommand.describe(options).build());

        assertThat(Duration.ofNanos(times.warmNanos())).isPositive().isLessThan(Duration.ofMillis(20));
        assertThat(times.toString()).matches("cold \\d+\\.\\d ms, warm \\d+\\.\\d\\d ms \\(median of 20\\)");
    }
}
