package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeathPausesTest {
    private static final long MILLI = 1_000_000;

    private final DeathPauses pauses = new DeathPauses();

    @Test
    void shouldDoubleFromATenthOfASecondToFiveSeconds() {
        List<Long> millis = new ArrayList<>();
        long now = Long.MAX_VALUE - 1_000 * MILLI;
        for (int i = 0; i < 9; i++) {
            long pause = pauses.died(now);
            millis.add(pause / MILLI);
            now += pause + MILLI;
        }

        assertThat(millis).containsExactly(0L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
        assertThat(pauses.deaths()).isEqualTo(9);
    }

    @Test
    void shouldBeginAnewAfterAQuietTime() {
        pauses.died(0);
        pauses.died(MILLI);
        assertThat(pauses.died(2 * MILLI)).isEqualTo(200 * MILLI);

        assertThat(pauses.died(20_000 * MILLI)).isZero();
        assertThat(pauses.died(20_001 * MILLI)).isEqualTo(100 * MILLI);
        assertThat(pauses.deaths()).isEqualTo(5);
    }

    @Test
    void shouldCallItALoopFromTheSecondDeathUntilNoneHasComeForTwiceTheLongestPause() {
        long start = Long.MAX_VALUE - 500 * MILLI;
        assertThat(pauses.isLoop(start)).isFalse();
        pauses.died(start);
        assertThat(pauses.isLoop(start + MILLI)).as("one death comes alone").isFalse();

        long second = start + 9_000 * MILLI;
        pauses.died(second);
        assertThat(pauses.isLoop(second)).isTrue();
        assertThat(pauses.isLoop(second + 10_000 * MILLI)).isTrue();
        assertThat(pauses.isLoop(second + 10_000 * MILLI + 1)).isFalse();

        pauses.died(second + 10_001 * MILLI);
        assertThat(pauses.isLoop(second + 10_001 * MILLI))
                .as("it comes alone again")
                .isFalse();
    }
}
