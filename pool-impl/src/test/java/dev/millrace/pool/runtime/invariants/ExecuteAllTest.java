package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/** A batch is one admission, all or none, and what is wrong with it is told before anything changes. */
@Guarded
class ExecuteAllTest {

    private static WorkerPool pool(Mode mode) {
        return mode.pool("batches", 2)
                .queueCapacity(10)
                .whenFull(WhenFull.reject())
                .build();
    }

    @InEveryMode
    void allOrNone(Mode mode) {
        Ledger ledger = new Ledger(20);
        try (WorkerPool pool = pool(mode)) {
            try (Gate gate = Gate.holding(pool, 2)) {
                pool.executeAll(ledger.jobs(0, 4));
                assertThat(pool.tryExecuteAll(ledger.jobs(4, 11))).isFalse();
                assertThat(pool.stats().depth().total()).isEqualTo(4);
                assertThat(pool.tryExecuteAll(ledger.jobs(11, 17))).isTrue();
                assertThat(pool.stats().depth().total()).isEqualTo(10);
                assertThat(pool.stats().jobs().rejected()).isEqualTo(7);
                assertThat(gate.isOpen()).isFalse();
            }
            Await.asleep(pool, 2);
            assertThat(ledger.total()).isEqualTo(10);
            for (int i = 4; i < 11; i++) {
                assertThat(ledger.runs(i)).isZero();
            }
        }
    }

    @InEveryMode
    void moreThanTheCapacityIsAnError(Mode mode) {
        try (WorkerPool pool = pool(mode)) {
            List<Runnable> jobs = Collections.nCopies(11, Jobs.NOTHING);
            PoolStats.Jobs before = pool.stats().jobs();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.executeAll(jobs))
                    .withMessage("jobs (11) must be <= queueCapacity (10)");
            assertThatIllegalArgumentException().isThrownBy(() -> pool.tryExecuteAll(jobs));
            assertThat(pool.stats().jobs()).isEqualTo(before);
        }
    }

    @InEveryMode
    void aNullIsTheCallersError(Mode mode) {
        try (WorkerPool pool = pool(mode)) {
            PoolStats.Jobs before = pool.stats().jobs();
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.executeAll(Arrays.asList(Jobs.NOTHING, Jobs.NOTHING, null)))
                    .withMessage("jobs[2]");
            assertThatNullPointerException().isThrownBy(() -> pool.executeAll(Collections.singletonList(null)));
            assertThatNullPointerException().isThrownBy(() -> pool.tryExecuteAll(Arrays.asList(null, Jobs.NOTHING)));
            assertThatNullPointerException().isThrownBy(() -> pool.executeAll(null));
            assertThatNullPointerException().isThrownBy(() -> pool.tryExecuteAll(null));
            assertThatNullPointerException().isThrownBy(() -> pool.execute(null));
            assertThatNullPointerException().isThrownBy(() -> pool.tryExecute(null));
            assertThat(pool.stats().jobs()).isEqualTo(before);
            assertThat(pool.stats().depth().total()).isZero();
        }
    }

    @InEveryMode
    void nothingIsNothing(Mode mode) {
        WorkerPool pool = pool(mode);
        pool.executeAll(List.of());
        assertThat(pool.tryExecuteAll(List.of())).isTrue();
        assertThat(pool.stats().jobs().attempts()).isZero();
        pool.close();
    }

    /** Any collection will do, and belongs to the caller again when the call returns. */
    @InEveryMode
    void theCollectionStaysTheCallers(Mode mode) {
        Ledger ledger = new Ledger(10);
        try (WorkerPool pool = pool(mode)) {
            try (Gate gate = Gate.holding(pool, 2)) {
                List<Runnable> list = new ArrayList<>(ledger.jobs(0, 5));
                pool.executeAll(list);
                assertThat(list).hasSize(5).doesNotContainNull();
                list.clear();
                Runnable[] array = ledger.jobs(5, 8).toArray(new Runnable[0]);
                pool.executeAll(Arrays.asList(array));
                Arrays.fill(array, null);
                pool.executeAll(new LinkedHashSet<>(ledger.jobs(8, 10)));
                assertThat(gate.isOpen()).isFalse();
            }
        }
        ledger.assertEachRanOnce();
    }

    /** No position in a batch is too large for what finds its jobs again. */
    @InEveryMode
    void mayBeVeryLarge(Mode mode) {
        int jobs = 600_000;
        Ledger ledger = new Ledger(jobs);
        try (WorkerPool pool = mode.pool("batches", 2).queueCapacity(jobs).build()) {
            pool.executeAll(ledger.jobs(0, jobs));
            Await.until(() -> pool.stats().jobs().ended() == jobs, pool::explain);
            assertThat(pool.stats().jobs().failed()).isZero();
        }
        ledger.assertEachRanOnce();
    }

    @InEveryMode
    void isCountedByJobsAndByBatches(Mode mode) {
        WorkerPool pool = pool(mode);
        pool.executeAll(Collections.nCopies(3, Jobs.NOTHING));
        pool.executeAll(Collections.nCopies(4, Jobs.NOTHING));
        pool.close();
        assertThat(pool.stats().jobs().accepted()).isEqualTo(7);
        assertThat(pool.stats().flow().batches()).isEqualTo(2);
    }
}
