package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import java.util.Collections;
import java.util.List;

/** A policy beside the pool's own that only says what it would do. */
@Guarded
class ShadowSizingTest {
    private static final Thresholds QUICK = SizingPolicy.thresholds().period(Duration.ofMillis(5));
    private static final Thresholds NEVER = QUICK.growAbove(1).shrinkBelow(0);

    private static WorkerPoolBuilder pool(Mode mode, SizingPolicy policy) {
        int least = mode.leastWorkers();
        return mode.pool("shadow", least)
                .workers(least, least + 3)
                .queueCapacity(10)
                .sizing(policy);
    }

    /** A pool that is full, whatever its size. */
    private static Gate full(WorkerPool pool, Mode mode) {
        Gate gate = Gate.holding(pool, mode.leastWorkers());
        pool.executeAll(Collections.nCopies(10, gate));
        return gate;
    }

    private static boolean wantsMore(WorkerPool pool, int size) {
        return pool.shadowDecisions().stream().anyMatch(record -> record.from() == size && record.to() == size + 1);
    }

    /** One that would grow beside one that does not: it says so, and nothing grows. */
    @InEveryMode
    void saysWhatItWouldDo(Mode mode) {
        int least = mode.leastWorkers();
        try (WorkerPool pool = pool(mode, NEVER).shadow(QUICK).build();
                Gate gate = full(pool, mode)) {
            Await.until(() -> wantsMore(pool, least), pool::explain);
            assertThat(pool.stats().workers().target()).isEqualTo(least);
            assertThat(pool.stats().workers().live()).isEqualTo(least);
            assertThat(pool.decisions())
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(record.to()).isEqualTo(least));
            List<SizingRecord> said = pool.shadowDecisions();
            assertThat(said.get(said.size() - 1).reason()).isEqualTo("depth 1.00 is above 0.80");
            assertThat(said.get(said.size() - 1).load()).isNotNull();
            assertThat(pool.explanation().shadow()).isEqualTo(QUICK);
            assertThat(pool.stats().flow().resizes()).isZero();
            gate.open();
        }
    }

    /** The size stays, and the shadow alone makes the controller look, until the load is over. */
    @InEveryMode
    void besideASizeThatStays(Mode mode) {
        int least = mode.leastWorkers();
        try (WorkerPool pool = pool(mode, SizingPolicy.fixed()).shadow(QUICK).build();
                Gate gate = full(pool, mode)) {
            Await.until(() -> wantsMore(pool, least), pool::explain);
            assertThat(pool.decisions()).isEmpty();
            assertThat(pool.stats().workers().target()).isEqualTo(least);
            gate.open();
            Await.asleep(pool, least);
            Await.until(() -> controllerRests(), pool::explain);
        }
    }

    /** Before the first job there is nobody who looks. */
    @InEveryMode
    void costsAnIdlePoolNothing(Mode mode) {
        try (WorkerPool pool = pool(mode, SizingPolicy.fixed()).shadow(QUICK).build()) {
            assertThat(PoolThreads.alive("shadow-controller")).isEmpty();
            assertThat(pool.shadowDecisions()).isEmpty();
        }
    }

    private static boolean controllerRests() {
        List<Thread> controllers = PoolThreads.alive("shadow-controller");
        return controllers.size() == 1 && controllers.get(0).getState() == Thread.State.WAITING;
    }

    @InEveryMode
    void canBeSetAndTakenWhileThePoolWorks(Mode mode) {
        int least = mode.leastWorkers();
        WorkerPool pool = pool(mode, NEVER).build();
        try (Gate gate = full(pool, mode)) {
            pool.shadow(QUICK);
            Await.until(() -> wantsMore(pool, least), pool::explain);
            assertThat(pool.shadowDecisions().get(0).cause()).isEqualTo(SizingRecord.Cause.HAND);
            assertThat(pool.shadowDecisions().get(0).reason()).isEqualTo("shadow(" + QUICK + "), was none");

            pool.shadow(null);
            assertThat(pool.explanation().shadow()).isNull();
            List<SizingRecord> left = pool.shadowDecisions();
            assertThat(left.get(left.size() - 1).reason()).isEqualTo("shadow(none), was " + QUICK);
            int looks = pool.decisions().size();
            assertThat(looks).isPositive();
            assertThat(pool.decisions()).extracting(SizingRecord::cause).containsOnly(SizingRecord.Cause.POLICY);
            gate.open();
        }
        pool.close();
        assertThatIllegalStateException().isThrownBy(() -> pool.shadow(QUICK)).withMessage("pool 'shadow' is closed");
    }

    @InEveryMode
    void badSettingsChangeNothing(Mode mode) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool(mode, QUICK).shadow(QUICK.growAbove(2)).build())
                .withMessageContaining("growAbove must be a number in (0, 1], was 2.0");
        try (WorkerPool pool = pool(mode, NEVER).shadow(QUICK).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.shadow(QUICK.period(Duration.ZERO)))
                    .withMessageContaining("period must be >= 1ms, was PT0S");
            assertThat(pool.explanation().shadow()).isEqualTo(QUICK);
            assertThat(pool.shadowDecisions()).isEmpty();
        }
    }
}
