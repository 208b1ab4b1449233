package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SloTest {

    @Test
    void saysInWordsWhatIsAsked() {
        assertThat(Slo.p99(Series.RUN, Duration.ofSeconds(1))).hasToString("latency (99 % run <= PT1S over PT1H)");
        assertThat(Slo.percentile(0.9995, Series.WAIT, Duration.ofMillis(5)).named("waits"))
                .hasToString("waits (99.95 % wait <= PT0.005S over PT1H)");
        assertThat(Slo.depthBelow(0.5, 0.99).over(Duration.ofMinutes(10)).shedding())
                .hasToString("depth (99 % depth < 50 % of the capacity over PT10M, sheds)");
        assertThat(Slo.errorsBelow(0.001)).hasToString("errors (99.9 % no error over PT1H)");
        assertThat(Slo.depthBelow(1, 0.9)).hasToString("depth (90 % depth < 100 % of the capacity over PT1H)");
    }

    @Test
    void changesOneThingAndKeepsTheOthers() {
        Slo slo = Slo.errorsBelow(0.25);

        assertThat(slo.named("e").over(Duration.ofHours(2)).shedding())
                .isEqualTo(new Slo("e", new Slo.Errors(), 0.75, Duration.ofHours(2), true));
        assertThat(slo).isEqualTo(new Slo("errors", new Slo.Errors(), 0.75, Duration.ofHours(1), false));
    }
}
