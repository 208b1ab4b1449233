package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** I2: as many jobs as the capacity says are accepted and not started, and not one more or less, wherever they lie. */
@Guarded
class I02ExactBoundTest {
    private static final String CAPACITIES = "dev.millrace.pool.runtime.support.Mode#andCapacity";
    private static final int WORKERS = 3;

    private static WorkerPool pool(Mode mode, int capacity) {
        return mode.pool("i02", WORKERS)
                .queueCapacity(capacity)
                .laneCapacity(4)
                .whenFull(WhenFull.reject())
                .build();
    }

    /** Again and again: places that became free after a full house are usable to the last. */
    @ParameterizedTest(name = "{0}, capacity {1}")
    @MethodSource(CAPACITIES)
    void forSingles(Mode mode, int capacity) {
        try (WorkerPool pool = pool(mode, capacity)) {
            Ledger ledger = new Ledger(10 * capacity);
            for (int round = 0; round < 10; round++) {
                try (Gate held = Gate.holding(pool, WORKERS)) {
                    for (int i = 0; i < capacity; i++) {
                        assertThat(pool.stats().depth().total()).isEqualTo(i);
                        assertThat(pool.tryExecute(ledger.job(round * capacity + i)))
                                .as("job %s of %s", i, capacity)
                                .isTrue();
                    }
                    assertFull(pool, capacity);
                    assertThat(held.isOpen()).isFalse();
                }
                Await.asleep(pool, WORKERS);
                assertThat(pool.stats().depth().total()).isZero();
            }
            ledger.assertEachRanOnce();
        }
    }

    @ParameterizedTest(name = "{0}, capacity {1}")
    @MethodSource(CAPACITIES)
    void forOneBatchThatFillsIt(Mode mode, int capacity) {
        try (WorkerPool pool = pool(mode, capacity)) {
            for (int round = 0; round < 10; round++) {
                Ledger ledger = new Ledger(capacity);
                try (Gate held = Gate.holding(pool, WORKERS)) {
                    assertThat(pool.tryExecuteAll(ledger.jobs(0, capacity))).isTrue();
                    assertFull(pool, capacity);
                    assertThat(held.isOpen()).isFalse();
                }
                Await.asleep(pool, WORKERS);
                ledger.assertEachRanOnce();
            }
        }
    }

    /** One place short is refused, and refused whole; what is left is filled to the last place. */
    @ParameterizedTest(name = "{0}, capacity {1}")
    @MethodSource(CAPACITIES)
    void forSinglesAndBatchesMixed(Mode mode, int capacity, Seed seed) {
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = pool(mode, capacity)) {
            for (int round = 0; round < 10; round++) {
                Ledger ledger = new Ledger(capacity);
                try (Gate held = Gate.holding(pool, WORKERS)) {
                    int filled = 0;
                    while (filled < capacity) {
                        int left = capacity - filled;
                        if (left < capacity) {
                            assertThat(pool.tryExecuteAll(Collections.nCopies(left + 1, Jobs.NOTHING)))
                                    .isFalse();
                        }
                        int jobs = 1 + random.nextInt(left);
                        assertThat(pool.tryExecuteAll(ledger.jobs(filled, filled + jobs)))
                                .isTrue();
                        filled += jobs;
                        assertThat(pool.stats().depth().total()).isEqualTo(filled);
                    }
                    assertFull(pool, capacity);
                    assertThat(held.isOpen()).isFalse();
                }
                Await.asleep(pool, WORKERS);
                ledger.assertEachRanOnce();
            }
        }
    }

    private static void assertFull(WorkerPool pool, int capacity) {
        PoolStats.Jobs before = pool.stats().jobs();
        assertThat(pool.tryExecute(Jobs.NOTHING)).isFalse();
        assertThat(pool.tryExecuteAll(List.of(Jobs.NOTHING))).isFalse();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(Jobs.NOTHING));
        assertThat(pool.stats().depth().total()).isEqualTo(capacity);
        assertThat(pool.stats().jobs().accepted()).isEqualTo(before.accepted());
        assertThat(pool.stats().jobs().rejected()).isEqualTo(before.rejected() + 3);
    }

    /** What lies in chunks, lanes and batches of workers counts as what lies in the queue does: one of three workers goes on, the house is full again. */
    @ParameterizedTest(name = "{0}, capacity {1}")
    @MethodSource(CAPACITIES)
    void whenJobsLieWithWorkers(Mode mode, int capacity) {
        try (WorkerPool pool = pool(mode, capacity)) {
            try (Gate held = Gate.holding(pool, WORKERS - 1);
                    Gate first = new Gate();
                    Gate second = new Gate()) {
                pool.execute(first);
                first.entered(pool);
                List<Runnable> batch = new ArrayList<>(Collections.nCopies(capacity, Jobs.NOTHING));
                batch.set(0, second);
                pool.executeAll(batch);
                first.open();
                second.entered(pool);
                // The worker has the batch; one job of it has started.
                assertThat(pool.stats().depth().total()).isEqualTo(capacity - 1);
                assertThat(pool.tryExecute(Jobs.NOTHING)).isTrue();
                assertFull(pool, capacity);
                assertThat(held.isOpen()).isFalse();
            }
        }
    }

    /** The bound as the pool tells it and, independently, as the jobs see it: a job that has started is missing in at most one count a worker. */
    @ParameterizedTest(name = "{0}, capacity {1}")
    @MethodSource(CAPACITIES)
    void inAStorm(Mode mode, int capacity, Seed seed) {
        AtomicLong accepted = new AtomicLong();
        AtomicLong started = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        try (WorkerPool pool = pool(mode, capacity)) {
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SplittableRandom random = seed.random(i);
                Thread submitter = new Thread(() -> storm(pool, random, capacity, accepted, started), "i02-submitter");
                submitters.add(submitter);
                submitter.start();
            }
            Thread ender = new Thread(
                    () -> {
                        Await.end(submitters);
                        done.set(true);
                    },
                    "i02-ender");
            ender.start();
            while (!done.get()) {
                long in = accepted.get();
                assertThat(in - started.get()).isLessThanOrEqualTo(capacity + WORKERS);
                assertThat(pool.stats().depth().total()).isBetween(0, capacity);
            }
            Await.end(ender);
            Await.asleep(pool, WORKERS);
            assertThat(started).hasValue(accepted.get());
            try (Gate held = Gate.holding(pool, WORKERS)) {
                assertThat(pool.tryExecuteAll(Collections.nCopies(capacity, Jobs.NOTHING)))
                        .isTrue();
                assertFull(pool, capacity);
                assertThat(held.isOpen()).isFalse();
            }
        }
    }

    private static void storm(
            WorkerPool pool, SplittableRandom random, int capacity, AtomicLong accepted, AtomicLong started) {
        for (int i = 0; i < Scale.rounds(5_000); i++) {
            int jobs = random.nextBoolean() ? 1 : 1 + random.nextInt(capacity);
            if (pool.tryExecuteAll(Collections.nCopies(jobs, started::incrementAndGet))) {
                accepted.addAndGet(jobs);
            }
        }
    }
}
