package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.QuietLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(QuietLog.class)
class RetryTest {
    private static final long MILLI = 1_000_000;

    private final ByHand alarm = new ByHand();
    private int attempts;
    private boolean succeeds;
    private final Retry retry = new Retry(this::attempt, new Failures("retry", null));

    private boolean attempt() {
        attempts++;
        return succeeds;
    }

    @Test
    void shouldDoNothingWithoutATimer() {
        retry.later();
        retry.doOverdue();

        assertThat(alarm.pauses).isEmpty();
        assertThat(attempts).isZero();
    }

    @Test
    void shouldDoubleThePausesFromATenthOfASecondToFiveSecondsUntilItSucceeds() {
        retry.by(alarm);
        retry.later();
        for (int i = 0; i < 7; i++) {
            alarm.ring();
        }
        succeeds = true;
        alarm.ring();

        assertThat(alarm.pauses).containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
        assertThat(attempts).isEqualTo(8);
        assertThat(alarm.next).as("nothing more to do").isNull();

        retry.later();
        assertThat(alarm.pauses).last().as("begins anew").isEqualTo(100L);
    }

    @Test
    void shouldHaveOneAlarmAtATime() {
        retry.by(alarm);
        retry.later();
        retry.later();
        retry.later();

        assertThat(alarm.pauses).hasSize(1);
    }

    @Test
    void shouldBeDoneByWhoComesByWhenThereCanBeNoTimer() {
        retry.by((nanos, action) -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        retry.later();
        retry.doOverdue();
        assertThat(attempts).as("not before its time").isZero();

        succeeds = true;
        Await.spinning(
                () -> {
                    retry.doOverdue();
                    return attempts == 1;
                },
                () -> "it should be done");
        retry.doOverdue();
        assertThat(attempts).isEqualTo(1);
    }

    /** An alarm that rings when it is told to. */
    private static final class ByHand implements Alarm {
        private final List<Long> pauses = new ArrayList<>();
        private Runnable next;

        @Override
        public Future<?> after(long nanos, Runnable action) {
            pauses.add(nanos / MILLI);
            next = action;
            return new CompletableFuture<>();
        }

        void ring() {
            Runnable due = next;
            next = null;
            due.run();
        }
    }
}
