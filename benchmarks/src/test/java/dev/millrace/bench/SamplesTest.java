package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void shouldPutTheRatioOfMediansBetweenTheEndsOfItsInterval() {
        Samples slow = Samples.of(DoubleStream.of(9, 10, 11, 10, 12));
        Samples fast = Samples.of(DoubleStream.of(21, 19, 20, 25, 18));

        Samples.Ratio ratio = fast.to(slow);

        assertThat(ratio.middle()).isEqualTo(2.0);
        assertThat(ratio.low()).isBetween(1.4, 2.0);
        assertThat(ratio.high()).isBetween(2.0, 2.8);
    }

    @Test
    void shouldHaveNoMedianOfNothing() {
        assertThat(Samples.of(DoubleStream.empty()).median()).isNaN();
    }
}
