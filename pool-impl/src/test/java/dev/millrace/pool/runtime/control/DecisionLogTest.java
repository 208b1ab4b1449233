package dev.millrace.pool.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
    private final DecisionLog log = new DecisionLog();

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(log.records()).isEmpty();
        assertThat(log.resizes().total()).isZero();
    }

    @Test
    void shouldKeepTheLatestOfThoseThatChangeNothing() {
        add(Cause.POLICY, 2, 3, "grow");
        add(Cause.POLICY, 3, 3, "stay 1");
        add(Cause.POLICY, 3, 3, "stay 2");
        add(Cause.POLICY, 3, 3, "stay 3");
        add(Cause.POLICY, 3, 2, "shrink");
        add(Cause.POLICY, 2, 2, "stay 4");

        assertThat(log.records())
                .extracting(SizingRecord::reason)
                .containsExactly("grow", "stay 3", "shrink", "stay 4");
        assertThat(log.resizes().total()).isEqualTo(2);
    }

    @Test
    void shouldKeepCausesApart() {
        add(Cause.POLICY, 3, 3, "stay");
        add(Cause.LATE, 3, 3, "late");
        add(Cause.LATE, 3, 3, "later");
        add(Cause.FAILED, 3, 3, "failed");
        add(Cause.POLICY, 3, 3, "stay again");

        assertThat(log.records())
                .extracting(SizingRecord::reason)
                .containsExactly("stay", "later", "failed", "stay again");
        assertThat(log.resizes().total()).isZero();
    }

    @Test
    void shouldKeepSixtyFourButCountAll() {
        for (int i = 0; i < 100; i++) {
            add(Cause.HAND, i, i + 1, "resize " + i);
        }

        assertThat(log.records()).hasSize(64);
        assertThat(log.records().get(0).reason()).isEqualTo("resize 36");
        assertThat(log.records().get(63).reason()).isEqualTo("resize 99");
        assertThat(log.resizes().total()).isEqualTo(100);
    }

    @Test
    void shouldNotLetAQuietHourPushOutTheMorning() {
        add(Cause.POLICY, 1, 2, "morning");
        for (int i = 0; i < 720; i++) {
            add(Cause.POLICY, 2, 2, "quiet");
        }

        assertThat(log.records()).extracting(SizingRecord::reason).containsExactly("morning", "quiet");
    }

    @Test
    void shouldCountEachWayByWhoDecided() {
        add(Cause.POLICY, 1, 2, "grow");
        add(Cause.POLICY, 2, 5, "grow");
        add(Cause.POLICY, 5, 4, "shrink");
        add(Cause.HAND, 4, 8, "resize");
        add(Cause.HAND, 8, 7, "resize");
        add(Cause.HAND, 7, 6, "resize");
        add(Cause.HAND, 6, 5, "resize");
        add(Cause.HAND, 5, 5, "pause");
        add(Cause.LATE, 5, 5, "late");
        add(Cause.FAILED, 5, 5, "failed");

        assertThat(log.resizes()).isEqualTo(new PoolStats.Resizes(2, 1, 1, 3));
        assertThat(log.resizes().total()).isEqualTo(7);
    }

    private void add(Cause cause, int from, int to, String reason) {
        log.add(new SizingRecord(Instant.EPOCH, cause, from, to, reason, null));
    }
}
