package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.Scale;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes change in one step, by hand or by policy, and both leave their reasons. */
@Guarded
class ResizeTest {

    @InEveryMode
    void growsAndShrinks(Mode mode) {
        PoolThreads threads = new PoolThreads();
        try (WorkerPool pool = mode.pool("resize", 2).threadFactory(threads).build()) {
            int others = threads.count() - 2;
            pool.resize(4, 6);
            assertSize(pool, 4, 6, 4);
            Await.until(() -> pool.stats().workers().live() == 4, pool::explain);
            pool.resize(2, 3);
            assertSize(pool, 2, 3, 3);
            Await.until(() -> threads.ownAlive().size() == 3 + others, pool::explain);
            pool.resize(3, 9);
            assertSize(pool, 3, 9, 3);
            Await.asleep(pool, 3);
            assertThat(threads.count()).as("threads made").isEqualTo(4 + others);
            assertThat(pool.stats().flow().resizes()).isEqualTo(2);
            assertThat(pool.decisions())
                    .extracting(SizingRecord::cause)
                    .containsOnly(SizingRecord.Cause.HAND)
                    .hasSize(3);
        }
    }

    private static void assertSize(WorkerPool pool, int min, int max, int target) {
        PoolStats.Workers workers = pool.stats().workers();
        assertThat(workers.min()).isEqualTo(min);
        assertThat(workers.max()).isEqualTo(max);
        assertThat(workers.target()).isEqualTo(target);
    }

    @ParameterizedTest(name = "{0}, {1}..{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "COOPERATIVE | 0 | 4      | minWorkers must be >= 1, was 0",
                "COOPERATIVE | -3| 4      | minWorkers must be >= 1, was -3",
                "COOPERATIVE | 4 | 2      | maxWorkers (2) must be >= minWorkers (4)",
                "COOPERATIVE | 1 | 100000 | maxWorkers must be <= 32767, was 100000",
                "DEDICATED_2 | 1 | 1      | dispatchers (2) must be <= maxWorkers (1)"
            })
    void refusesBoundsThatMakeNoSenseAndChangesNothing(Mode mode, int min, int max, String message) {
        try (WorkerPool pool = mode.pool("resize", 3).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.resize(min, max))
                    .withMessageContaining(message);
            assertSize(pool, 3, 3, 3);
            assertThat(pool.decisions()).isEmpty();
        }
    }

    /** Whoever looks sees the bounds of one resize, never of two. */
    @InEveryMode
    void isAtomic(Mode mode) {
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<PoolStats.Workers> torn = new AtomicReference<>();
        try (WorkerPool pool = mode.pool("resize", 2).build()) {
            Thread watcher = new Thread(
                    () -> {
                        while (!done.get()) {
                            PoolStats.Workers workers = pool.stats().workers();
                            boolean one = workers.min() == 2
                                    ? workers.max() == 2 || workers.max() == 3
                                    : workers.min() == 4 && workers.max() == 5;
                            if (!one || workers.target() < workers.min() || workers.target() > workers.max()) {
                                torn.set(workers);
                            }
                        }
                    },
                    "watcher");
            watcher.start();
            for (int i = 0; i < Scale.rounds(200); i++) {
                pool.resize(4, 5);
                pool.resize(2, 3);
            }
            done.set(true);
            Await.end(watcher);
            assertThat(torn.get()).isNull();
        }
    }

    /** Workers that are too many end after their job, and not before. */
    @InEveryMode
    void letsJobsEnd(Mode mode) {
        Ledger ledger = new Ledger(50);
        PoolThreads threads = new PoolThreads();
        try (WorkerPool pool = mode.pool("resize", 4).threadFactory(threads).build()) {
            int others = threads.count() - 4;
            try (Gate gate = Gate.holding(pool, 4)) {
                pool.executeAll(ledger.jobs(0, 50));
                pool.resize(2, 2);
                assertThat(pool.stats().workers().busy()).isEqualTo(4);
                assertThat(threads.ownAlive()).hasSize(4 + others);
                assertThat(gate.isOpen()).isFalse();
            }
            Await.asleep(pool, 2);
            Await.until(() -> threads.ownAlive().size() == 2 + others, pool::explain);
        }
        ledger.assertEachRanOnce();
    }

    /** The policy's decisions are applied within the bounds, and explained. */
    @InEveryMode
    void byThePolicyIsExplained(Mode mode) {
        int least = mode.leastWorkers();
        try (WorkerPool pool = mode.pool("resize", least)
                .workers(least, least + 2)
                .queueCapacity(10)
                .sizing(SizingPolicy.thresholds().period(Duration.ofMillis(1)).shrinkAfter(Duration.ZERO))
                .build()) {
            try (Gate gate = Gate.holding(pool, least)) {
                // Nobody goes on: at 10 of 10, and again at 9, the depth is above 0.8.
                pool.executeAll(Collections.nCopies(10, gate));
                Await.until(() -> pool.stats().workers().target() == least + 2, pool::explain);
                assertThat(pool.explain()).contains("depth 1.00 is above 0.80");
                assertThat(gate.isOpen()).isFalse();
            }
            Await.until(() -> pool.stats().workers().target() == least, pool::explain);
            assertThat(pool.explain())
                    .contains("pool 'resize' RUNNING")
                    .contains("POLICY " + (least + 1) + " -> " + least)
                    .contains("depth was below 0.10")
                    .contains(" of 10, busy ");
            assertThat(pool.decisions())
                    .filteredOn(record -> record.from() != record.to())
                    .allSatisfy(record -> assertThat(record.load()).isNotNull())
                    .extracting(SizingRecord::to)
                    .containsExactly(least + 1, least + 2, least + 1, least);
        }
    }

    @InEveryMode
    void byHandIsExplained(Mode mode) {
        try (WorkerPool pool = mode.pool("resize", 2).build()) {
            assertThat(pool.explain()).contains("no decision yet");
            pool.resize(3, 5);
            assertThat(pool.explain()).contains("HAND 2 -> 3: resize(3, 5)").contains("3 of 3..5 wanted");
            List<SizingRecord> decisions = pool.decisions();
            for (int i = 0; i < 100; i++) {
                pool.resize(2 + i % 2, 5);
            }
            assertThat(decisions).as("a list of its moment").hasSize(1);
            assertThat(pool.decisions()).hasSizeLessThanOrEqualTo(64);
        }
    }
}
