package dev.millrace.pool.runtime.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/** What is a burst, look by look; Flight Recorder itself never asks here. */
class StealBurstsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Gauge gauge = new Gauge();
    private final StealBursts bursts = new StealBursts("bursts", gauge, 5_000);

    @Test
    void shouldTellOfMoreThanAThousandASecond() {
        try (Tape tape = Tape.of("dev.millrace.StealBurst", "bursts", Duration.ofHours(1))) {
            long now = 5_000;
            gauge.more(1_000, 1_500, 9_000);
            now += SECOND;
            bursts.look(now);
            gauge.more(501, 700, 3_000);
            now += SECOND / 2;
            bursts.look(now);
            gauge.more(1_999, 5_000, 8_000);
            now += 2 * SECOND;
            bursts.look(now);
            gauge.more(2_000_000, 2_000_001, 2_000_002);
            now += 60 * SECOND;
            bursts.look(now);

            List<RecordedEvent> told = tape.events();
            assertThat(told).hasSize(2);
            assertThat(told.get(0).getLong("steals")).isEqualTo(501);
            assertThat(told.get(0).getLong("attempts")).isEqualTo(700);
            assertThat(told.get(0).getLong("stolenJobs")).isEqualTo(3_000);
            assertThat(told.get(0).getDuration("elapsed")).isEqualTo(Duration.ofMillis(500));
            assertThat(told.get(1).getLong("steals")).isEqualTo(2_000_000);
        }
    }

    private static final class Gauge implements StealGauge {
        private long steals;
        private long attempts;
        private long jobs;

        void more(long moreSteals, long moreAttempts, long moreJobs) {
            steals += moreSteals;
            attempts += moreAttempts;
            jobs += moreJobs;
        }

        @Override
        public long steals() {
            return steals;
        }

        @Override
        public long stealAttempts() {
            return attempts;
        }

        @Override
        public long stolenJobs() {
            return jobs;
        }
    }
}
