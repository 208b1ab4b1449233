package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.Thresholds;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another policy by hand, while the pool works. */
@Guarded
class LiveSizingTest {
    private static final Thresholds QUICK =
            SizingPolicy.thresholds().period(Duration.ofMillis(10)).shrinkAfter(Duration.ZERO);
    private static final Thresholds SLOW = SizingPolicy.thresholds().period(Duration.ofHours(1));

    private static WorkerPoolBuilder pool(Mode mode, SizingPolicy policy) {
        int least = mode.leastWorkers();
        return mode.pool("live", least)
                .workers(least, least + 2)
                .queueCapacity(10)
                .sizing(policy);
    }

    /** A pool that is full, whatever its size. */
    private static Gate full(WorkerPool pool, Mode mode) {
        Gate gate = Gate.holding(pool, mode.leastWorkers());
        pool.executeAll(Collections.nCopies(10, gate));
        return gate;
    }

    private static void awaitTarget(WorkerPool pool, int target) {
        Await.until(() -> pool.stats().workers().target() == target, pool::explain);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "COOPERATIVE, growAbove, 'growAbove must be a number in (0, 1], was 2.0'",
        "COOPERATIVE, period, 'period must be >= 1ms, was PT0S'",
        "DEDICATED_1, step, 'step must be >= 1, was 0'"
    })
    void badSettingsChangeNothing(Mode mode, String setting, String message) {
        Thresholds bad = switch (setting) {
            case "growAbove" -> QUICK.growAbove(2);
            case "period" -> QUICK.period(Duration.ZERO);
            default -> QUICK.step(0);
        };
        try (WorkerPool pool = pool(mode, SLOW).build()) {
            String before = pool.explain();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.sizing(bad))
                    .withMessageContaining(message);
            assertThatNullPointerException().isThrownBy(() -> pool.sizing(null)).withMessage("policy");
            assertThat(pool.decisions()).isEmpty();
            assertThat(pool.explain()).contains("sizing " + SLOW);
            assertThat(before).contains("sizing " + SLOW);
        }
    }

    /** What is the policy's own is asked for before anything is changed. */
    @InEveryMode
    void aPolicyThatFailsChangesNothing(Mode mode) {
        SizingPolicy mute = new SizingPolicy() {
            @Override
            public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
                return new SizingDecision(now.workers(), "as it is");
            }

            @Override
            public String toString() {
                throw new UnsupportedOperationException("no name");
            }
        };
        try (WorkerPool pool = pool(mode, SLOW).build()) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> pool.sizing(mute));
            assertThat(pool.decisions()).isEmpty();
            assertThat(pool.explain()).contains("sizing " + SLOW);
        }
    }

    @InEveryMode
    void isRecordedWithOldAndNew(Mode mode) {
        WorkerPool pool = pool(mode, SLOW).build();
        pool.sizing(QUICK);
        pool.sizing(SizingPolicy.fixed());
        assertThat(pool.decisions()).extracting(SizingRecord::cause).containsOnly(SizingRecord.Cause.HAND);
        assertThat(pool.decisions())
                .extracting(SizingRecord::reason)
                .containsExactly(
                        "sizing(" + QUICK + "), was " + SLOW, "sizing(" + SizingPolicy.fixed() + "), was " + QUICK);
        assertThat(pool.explain()).contains("sizing " + SizingPolicy.fixed());
        pool.close();
        assertThatIllegalStateException().isThrownBy(() -> pool.sizing(QUICK)).withMessage("pool 'live' is closed");
    }

    /** The controller's thread is in the middle of an hour. */
    @InEveryMode
    void endsALongPeriod(Mode mode) {
        try (WorkerPool pool = pool(mode, SLOW).build();
                Gate gate = full(pool, mode)) {
            Await.until(() -> controllerIs(Thread.State.TIMED_WAITING), pool::explain);
            pool.sizing(QUICK);
            awaitTarget(pool, mode.leastWorkers() + 2);
            assertThat(pool.decisions().get(0).reason()).startsWith("sizing(");
            assertThat(pool.decisions().get(1).cause()).isEqualTo(SizingRecord.Cause.POLICY);
            assertThat(gate.isOpen()).isFalse();
        }
    }

    private static boolean controllerIs(Thread.State state) {
        List<Thread> controllers = PoolThreads.alive("live-controller");
        return controllers.size() == 1 && controllers.get(0).getState() == state;
    }

    /** From a size that stays to one that is decided, and back: then nobody looks any more. */
    @InEveryMode
    void fromFixedAndBack(Mode mode) {
        int least = mode.leastWorkers();
        try (WorkerPool pool = pool(mode, SizingPolicy.fixed()).build();
                Gate gate = full(pool, mode)) {
            assertThat(PoolThreads.alive("live-controller")).isEmpty();
            pool.sizing(QUICK);
            awaitTarget(pool, least + 2);
            pool.sizing(SizingPolicy.fixed());
            Await.until(() -> controllerIs(Thread.State.WAITING), pool::explain);
            int decisions = pool.decisions().size();
            gate.open();
            Await.asleep(pool, least + 2);
            assertThat(controllerIs(Thread.State.WAITING)).isTrue();
            assertThat(pool.decisions()).hasSize(decisions);
            pool.sizing(QUICK);
            awaitTarget(pool, least);
        }
    }

    /** An idle pool that is larger than it need be becomes small without any job to wake the controller. */
    @InEveryMode
    void anIdlePoolShrinks(Mode mode) {
        int least = mode.leastWorkers();
        try (WorkerPool pool = pool(mode, SizingPolicy.fixed()).build()) {
            pool.resize(least + 2, least + 2);
            pool.resize(least, least + 2);
            pool.sizing(QUICK);
            awaitTarget(pool, least);
            Await.until(() -> pool.stats().workers().live() == least, pool::explain);
        }
    }

    /** The same, where it is the bounds that come last. */
    @InEveryMode
    void anIdlePoolShrinksWithinNewBounds(Mode mode) {
        int least = mode.leastWorkers();
        try (WorkerPool pool = pool(mode, QUICK).build()) {
            pool.resize(least + 2, least + 2);
            pool.resize(least, least + 2);
            awaitTarget(pool, least);
        }
    }

    /** Each change is one: what one record says was before is what the record before it says came. */
    @InEveryMode
    void manyAtOnce(Mode mode) {
        try (WorkerPool pool = pool(mode, SLOW).build();
                Gate gate = full(pool, mode)) {
            for (int round = 0; round < 20; round++) {
                changeByThree(pool);
                List<String> changes = pool.decisions().stream()
                        .map(SizingRecord::reason)
                        .filter(reason -> reason.startsWith("sizing("))
                        .toList();
                assertThat(changes).hasSizeGreaterThan(50);
                for (int i = 1; i < changes.size(); i++) {
                    String came = changes.get(i - 1).replaceAll("^sizing\\((.*)\\), was .*$", "$1");
                    assertThat(changes.get(i)).endsWith("was " + came);
                }
            }
            pool.sizing(QUICK);
            awaitTarget(pool, mode.leastWorkers() + 2);
            assertThat(gate.isOpen()).isFalse();
        }
    }

    private static void changeByThree(WorkerPool pool) {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            int self = t;
            Thread thread = new Thread(
                    () -> {
                        Await.zero(start, pool);
                        for (int i = 0; i < 60; i++) {
                            pool.sizing(SLOW.step(1 + self * 60 + i));
                        }
                    },
                    "changer-" + t);
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        Await.end(threads);
    }

    /** Somebody who sets what is set already does not keep the controller from looking. */
    @InEveryMode
    void theSameAgainEndsNoPeriod(Mode mode) {
        try (WorkerPool pool = pool(mode, SLOW).build();
                Gate gate = full(pool, mode)) {
            Await.spinning(
                    () -> {
                        pool.sizing(QUICK.period(Duration.ofMillis(100)));
                        return pool.stats().workers().target() == mode.leastWorkers() + 2;
                    },
                    pool::explain);
            assertThat(gate.isOpen()).isFalse();
        }
    }
}
