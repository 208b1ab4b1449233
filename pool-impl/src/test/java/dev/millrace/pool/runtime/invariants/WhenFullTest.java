package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What becomes of a submit that finds the pool full, under each policy. */
@Guarded
class WhenFullTest {
    private static final int CAPACITY = 2;

    private final Queue<Thread> ranOn = new ConcurrentLinkedQueue<>();

    private void note() {
        ranOn.add(Thread.currentThread());
    }

    /** A pool with all workers held and all places taken. */
    private static WorkerPool pool(Mode mode, WhenFull policy) {
        return mode.pool("when-full", 2)
                .queueCapacity(CAPACITY)
                .whenFull(policy)
                .build();
    }

    private static Gate filled(WorkerPool pool) {
        Gate gate = Gate.holding(pool, 2);
        pool.executeAll(List.of(Jobs.NOTHING, Jobs.NOTHING));
        return gate;
    }

    @InEveryMode
    void rejectTellsWhatAndWhy(Mode mode) {
        try (WorkerPool pool = pool(mode, WhenFull.reject());
                Gate gate = filled(pool)) {
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> pool.execute(this::note))
                    .withMessage("pool 'when-full' is full: depth 2 of 2, state RUNNING")
                    .withNoCause();
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> pool.executeAll(List.of(this::note, this::note)))
                    .withMessage("pool 'when-full' is full: depth 2 of 2, state RUNNING, 2 jobs");
            assertThat(pool.stats().jobs().rejected()).isEqualTo(3);
            gate.open();
        }
        assertThat(ranOn).isEmpty();
    }

    /** Also on a worker of its own: it does not wait, so it need not run in place. */
    @InEveryMode
    void rejectOnAWorkerIsARejection(Mode mode) {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        try (WorkerPool pool = pool(mode, WhenFull.reject());
                Gate gate = Gate.holding(pool, 1)) {
            pool.execute(() -> {
                pool.executeAll(List.of(Jobs.NOTHING, Jobs.NOTHING));
                while (pool.tryExecute(Jobs.NOTHING)) {
                    Thread.onSpinWait();
                }
                try {
                    pool.executeAll(List.of(this::note, this::note));
                } catch (RejectedExecutionException e) {
                    thrown.set(e);
                }
            });
            Await.until(() -> pool.stats().jobs().completed() >= 3, pool::explain);
            gate.open();
        }
        // The other worker is held, this one is busy: nothing could have started meanwhile.
        assertThat(thrown.get()).isInstanceOf(RejectedExecutionException.class);
        assertThat(ranOn).isEmpty();
    }

    @InEveryMode
    void callerRunsRunsOnTheCaller(Mode mode) {
        try (WorkerPool pool = pool(mode, WhenFull.callerRuns());
                Gate gate = filled(pool)) {
            pool.execute(this::note);
            pool.executeAll(List.of(this::note, this::note, Jobs.NOTHING).subList(0, 2));
            assertThat(ranOn).hasSize(3).containsOnly(Thread.currentThread());
            PoolStats.Jobs jobs = pool.stats().jobs();
            assertThat(jobs.callerRan()).isEqualTo(3);
            assertThat(jobs.accepted()).isEqualTo(4);
            assertThat(jobs.rejected()).isZero();
            assertThat(pool.tryExecute(this::note)).isFalse();
            assertThat(ranOn).hasSize(3);
            gate.open();
        }
    }

    /** What the job throws goes where it would have gone from a worker, and not to the caller. */
    @InEveryMode
    void callerRunsKeepsFailuresFromTheCaller(Mode mode) {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (WorkerPool pool = mode.pool("when-full", 2)
                        .queueCapacity(CAPACITY)
                        .whenFull(WhenFull.callerRuns())
                        .uncaughtHandler((thread, failure) -> failures.add(failure))
                        .build();
                Gate gate = filled(pool)) {
            pool.executeAll(List.of(
                    () -> {
                        throw new AssertionError("thrown by a job");
                    },
                    this::note));
            assertThat(ranOn).containsExactly(Thread.currentThread());
            assertThat(failures).hasSize(1);
            assertThat(pool.stats().jobs().callerRan()).isEqualTo(2);
            gate.open();
        }
    }

    @InEveryMode
    void callerRunsNothingOnceClosed(Mode mode) {
        WorkerPool pool = pool(mode, WhenFull.callerRuns());
        pool.close();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(this::note));
        assertThat(ranOn).isEmpty();
    }

    @InEveryMode
    void blockWithALimitRefusesInTheEnd(Mode mode) {
        Duration limit = Duration.ofMillis(30);
        try (WorkerPool pool = pool(mode, WhenFull.block(limit));
                Gate gate = filled(pool)) {
            long start = System.nanoTime();
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> pool.execute(this::note))
                    .withMessageContaining("was full for 30 ms")
                    .withMessageContaining("depth 2 of 2, state RUNNING")
                    .withNoCause();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(limit);
            assertThat(pool.stats().jobs().rejected()).isEqualTo(1);
            gate.open();
        }
        assertThat(ranOn).isEmpty();
    }

    @InEveryMode
    void blockForNoTimeRefusesAtOnce(Mode mode) {
        try (WorkerPool pool = pool(mode, WhenFull.block(Duration.ZERO));
                Gate gate = filled(pool)) {
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(this::note));
            gate.open();
        }
        assertThat(ranOn).isEmpty();
    }

    @InEveryMode
    void blockWaitsForRoom(Mode mode) {
        try (WorkerPool pool = pool(mode, WhenFull.block())) {
            Gate gate = filled(pool);
            Thread submitter = new Thread(() -> pool.executeAll(List.of(this::note, this::note)), "submitter");
            submitter.start();
            Await.blocked(pool, 1);
            gate.open();
            Await.end(submitter);
            Await.until(() -> ranOn.size() == 2, pool::explain);
            assertThat(ranOn).doesNotContain(submitter);
        }
    }

    /** A worker that waited for room in its own pool might wait for itself: it runs the job at once, 16 deep and no deeper. */
    @InEveryMode
    void blockOnAWorkerRunsInPlace(Mode mode) {
        AtomicInteger deepest = new AtomicInteger();
        AtomicReference<RejectedExecutionException> refusal = new AtomicReference<>();
        WorkerPool pool = mode.pool("when-full", mode.leastWorkers())
                .queueCapacity(CAPACITY)
                .whenFull(WhenFull.block())
                .build();
        Gate gate = Gate.holding(pool, mode.leastWorkers() - 1);
        AtomicReference<Thread> worker = new AtomicReference<>();
        pool.execute(() -> {
            worker.set(Thread.currentThread());
            pool.executeAll(List.of(Jobs.NOTHING, Jobs.NOTHING));
            descend(pool, 0, deepest, refusal);
        });
        Await.until(() -> refusal.get() != null, pool::explain);
        gate.open();
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        assertThat(deepest).hasValue(16);
        assertThat(ranOn).hasSize(17).containsOnly(worker.get());
        assertThat(refusal.get()).hasMessageContaining("16 deep").hasMessageContaining("'when-full'");
        PoolStats.Jobs jobs = pool.stats().jobs();
        assertThat(jobs.callerRan()).isEqualTo(16);
        assertThat(jobs.rejected()).isEqualTo(1);
        assertThat(pool.stats().rejections().full()).isEqualTo(1);
        assertThat(jobs.failed()).isZero();
    }

    private void descend(
            WorkerPool pool, int depth, AtomicInteger deepest, AtomicReference<RejectedExecutionException> refusal) {
        note();
        deepest.accumulateAndGet(depth, Math::max);
        try {
            pool.execute(() -> descend(pool, depth + 1, deepest, refusal));
        } catch (RejectedExecutionException e) {
            refusal.set(e);
        }
    }

    /** A batch too, one after the other; and a failure of one of them is not the submitter's. */
    @InEveryMode
    void blockOnAWorkerRunsBatchesInPlace(Mode mode) {
        AtomicReference<List<Thread>> seen = new AtomicReference<>();
        try (WorkerPool pool = mode.pool("when-full", mode.leastWorkers())
                        .queueCapacity(CAPACITY)
                        .build();
                Gate gate = Gate.holding(pool, mode.leastWorkers() - 1)) {
            pool.execute(() -> {
                pool.executeAll(List.of(Jobs.NOTHING, Jobs.NOTHING));
                pool.executeAll(List.of(this::note, () -> {
                    throw new IllegalStateException("thrown by a job");
                }));
                pool.execute(this::note);
                seen.set(new ArrayList<>(ranOn));
            });
            Await.until(() -> seen.get() != null, pool::explain);
            assertThat(seen.get()).hasSize(2);
            assertThat(pool.stats().jobs().callerRan()).isEqualTo(3);
            gate.open();
        }
    }
}
