package dev.millrace.pool.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolStats.Rejections;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    @Test
    void shouldCountEachReasonByItself() {
        int jobs = 1;
        for (Refusal reason : Refusal.values()) {
            refusals.add(reason, jobs);
            jobs *= 2;
        }

        assertThat(refusals.totals()).isEqualTo(new Rejections(1, 2, 4, 8, 16, 32, 64));
        assertThat(refusals.totals().total()).isEqualTo(127);
    }

    @Test
    void shouldBeginWithNone() {
        assertThat(refusals.totals()).isEqualTo(Rejections.NONE);
    }
}
