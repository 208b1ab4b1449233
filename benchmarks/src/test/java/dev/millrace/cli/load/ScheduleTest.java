package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(5_000, 100, 400, 1_000.0 / 3);

    @Test
    void shouldKeepItsRateWithoutAddingUpRoundingErrors() {
        assertThat(schedule.intendedNanos(100)).isEqualTo(5_000);
        assertThat(schedule.intendedNanos(101)).isEqualTo(5_333);
        assertThat(schedule.intendedNanos(400)).isEqualTo(105_000);
    }

    @Test
    void shouldBeOverASecondAfterItsEnd() {
        assertThat(schedule.isOver(1_000_105_000L)).isFalse();
        assertThat(schedule.isOver(1_000_105_001L)).isTrue();
    }
}
