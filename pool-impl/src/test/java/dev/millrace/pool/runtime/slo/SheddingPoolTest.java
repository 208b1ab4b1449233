package dev.millrace.pool.runtime.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.PoolListener;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.Priority;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.WayIn;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** A pool whose depth objective is breached: what it refuses, what not, and that it comes back. Of 64 places half is bad, so 15 may wait. */
@Guarded
@Tag("once")
class SheddingPoolTest {
    private static final int CAPACITY = 64;
    private static final int FEW = 15;
    private static final Slo DEPTH =
            Slo.depthBelow(0.5, 0.9).over(Duration.ofSeconds(1)).shedding();
    private static final List<WhenFull> POLICIES = List.of(
            WhenFull.block(), WhenFull.reject(), WhenFull.callerRuns(), WhenFull.dropNewest(), WhenFull.dropOldest());

    /** Notes the changes of states. */
    private static final class States implements PoolListener {
        final Queue<SloStatus> told = new ConcurrentLinkedQueue<>();

        @Override
        public void slo(SloStatus status) {
            told.add(status);
        }
    }

    private static WorkerPool pool(Mode mode, WhenFull policy, PoolListener listener) {
        return pool(mode, policy, listener, DEPTH);
    }

    /** A tenth of the window is bad before there is a breach, and all of it has to go by before it ends. */
    private static WorkerPool slowPool(Mode mode, WhenFull policy, int windowSeconds) {
        return pool(mode, policy, new States(), DEPTH.over(Duration.ofSeconds(windowSeconds)));
    }

    private static WorkerPool pool(Mode mode, WhenFull policy, PoolListener listener, Slo slo) {
        return mode.pool("shedding", mode.leastWorkers())
                .queueCapacity(CAPACITY)
                .whenFull(policy)
                .slo(slo)
                .listener(listener)
                .build();
    }

    private static SloStatus status(WorkerPool pool) {
        return pool.slos().get(0);
    }

    private static void awaitState(WorkerPool pool, SloState state) {
        Await.until(() -> status(pool).state() == state, () -> status(pool) + "\n" + pool.explain());
    }

    /** Workers held, and so many jobs waiting that the objective is breached. */
    private static Gate breached(WorkerPool pool, Mode mode) {
        Gate gate = Gate.holding(pool, mode.leastWorkers());
        IntStream.range(0, CAPACITY / 2).forEach(i -> pool.execute(Jobs.NOTHING));
        awaitState(pool, SloState.BREACHED);
        return gate;
    }

    @InEveryMode
    void refusesByEveryWayInWhateverThePolicyAndComesBack(Mode mode) {
        for (WhenFull policy : POLICIES) {
            States states = new States();
            WorkerPool pool = pool(mode, policy, states);
            int refused = 0;
            try (Gate gate = breached(pool, mode);
                    BatchingSubmitter batching = pool.batching(4, Duration.ZERO)) {
                assertThat(status(pool).shedding()).isTrue();
                for (WayIn way : WayIn.values()) {
                    way.refused(pool, batching, Jobs.NOTHING, JobOptions.none().priority(priorityFor(way)));
                    refused += way.jobs();
                }
                assertThat(batching.collected()).isZero();
                assertThatThrownBy(() -> pool.map(List.of(1, 2), i -> i))
                        .isInstanceOf(RejectedExecutionException.class);
                assertThatThrownBy(() -> pool.first(List.of(1, 2), i -> i))
                        .isInstanceOf(RejectedExecutionException.class);
                refused += 2;
                assertThatThrownBy(() -> pool.execute(Jobs.NOTHING))
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessageContaining(
                                "pool 'shedding' sheds load, since objective depth (90 % depth < 50 % of the"
                                        + " capacity over PT1S, sheds) is breached (")
                        .hasMessageContaining(FEW + " or more jobs wait: depth " + CAPACITY / 2 + " of " + CAPACITY);
                refused++;
                PoolStats stats = pool.stats();
                assertThat(stats.rejections().shed()).as("%s", policy).isEqualTo(refused);
                assertThat(stats.rejections().total()).isEqualTo(refused);
                assertThat(stats.jobs().dropped() + stats.jobs().callerRan()).isZero();
            }
            Await.until(() -> pool.stats().depth().total() == 0, pool::explain);
            pool.execute(Jobs.NOTHING);
            if (policy instanceof WhenFull.DropOldest) {
                awaitState(pool, SloState.OK);
                assertThat(status(pool).shedding()).isFalse();
                assertThat(pool.tryExecuteAll(Collections.nCopies(CAPACITY, Jobs.NOTHING)))
                        .isTrue();
                Await.until(() -> states.told.stream().anyMatch(told -> told.state() == SloState.OK), pool::explain);
            }
            DrainReport report = pool.close(Duration.ofSeconds(20));
            Accounts.assertClosed(report);
            assertThat(report.stats().rejections().shed()).isEqualTo(refused);
            assertThat(states.told).extracting(SloStatus::state).contains(SloState.BREACHED);
        }
    }

    private static Priority priorityFor(WayIn way) {
        return way == WayIn.KEYED_SUBMIT_WITH_OPTIONS ? Priority.NORMAL : Priority.HIGH;
    }

    /** The workers go on, and the queue becomes shorter: first the important ones are accepted again. */
    @InEveryMode
    void acceptsByPriorityAsTheQueueShrinks(Mode mode) throws Exception {
        try (WorkerPool pool = slowPool(mode, WhenFull.reject(), 8)) {
            Gate gate = Gate.holding(pool, mode.leastWorkers());
            List<JobHandle<?>> waiting = IntStream.range(0, CAPACITY / 2)
                    .<JobHandle<?>>mapToObj(i -> pool.submit(Jobs.NOTHING))
                    .toList();
            awaitState(pool, SloState.BREACHED);
            JobOptions high = JobOptions.none().priority(Priority.HIGH);
            JobOptions low = JobOptions.none().priority(Priority.LOW);
            int depth = CAPACITY / 2;
            int accepted = 0;
            for (JobHandle<?> handle : waiting) {
                assertThat(pool.stats().depth().total()).isEqualTo(depth);
                assertThat(pool.trySubmit(Jobs.NOTHING, low))
                        .as("low at %d", depth)
                        .isEmpty();
                if (depth >= FEW) {
                    assertThat(pool.trySubmit(Jobs.NOTHING))
                            .as("normal at %d", depth)
                            .isEmpty();
                }
                if (depth >= 2 * FEW) {
                    assertThat(pool.trySubmit(Jobs.NOTHING, high))
                            .as("high at %d", depth)
                            .isEmpty();
                }
                if (depth == 2 * FEW - 1 || depth == FEW - 1) {
                    JobHandle<?> taken = pool.trySubmit(Jobs.NOTHING, depth >= FEW ? high : JobOptions.none())
                            .orElseThrow();
                    assertThat(taken.cancel(false)).isTrue();
                    accepted++;
                }
                assertThat(handle.cancel(false)).isTrue();
                depth--;
            }
            assertThat(accepted).isEqualTo(2);
            assertThat(status(pool).state()).isEqualTo(SloState.BREACHED);
            assertThat(pool.trySubmit(Jobs.NOTHING, low)).as("nobody waits").isPresent();
            gate.open();
        }
    }

    @InEveryMode
    void refusesNothingThatBelongsToAcceptedWork(Mode mode) {
        AtomicInteger nested = new AtomicInteger();
        List<Integer> inputs = IntStream.range(0, 200).boxed().toList();
        try (WorkerPool pool = pool(mode, WhenFull.block(), new States())) {
            Gate gate = Gate.holding(pool, mode.leastWorkers());
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    inputs.iterator(), i -> i, FanOut.collectAll().buffer(2));
            pool.execute(() -> {
                pool.execute(nested::incrementAndGet);
                pool.submit(nested::incrementAndGet);
                pool.keyed("key").execute(nested::incrementAndGet);
                pool.tryExecute(nested::incrementAndGet);
            });
            IntStream.range(0, CAPACITY / 2).forEach(i -> pool.execute(Jobs.NOTHING));
            awaitState(pool, SloState.BREACHED);
            assertThat(pool.tryExecute(Jobs.NOTHING)).isFalse();
            gate.open();

            assertThat(fan.stream().map(FanResult::value).toList()).containsExactlyInAnyOrderElementsOf(inputs);
            Await.until(() -> nested.get() == 4, pool::explain);
            assertThat(pool.stats().rejections().shed()).isEqualTo(1);
        }
    }

    /** Who waited for room before the breach is served; nobody joins them. */
    @InEveryMode
    void servesThoseWhoWaitedAlready(Mode mode) throws Exception {
        try (WorkerPool pool = slowPool(mode, WhenFull.block(), 20)) {
            Gate gate = Gate.holding(pool, mode.leastWorkers());
            pool.executeAll(Collections.nCopies(CAPACITY, Jobs.NOTHING));
            Thread waiter = new Thread(() -> pool.execute(Jobs.NOTHING));
            waiter.start();
            Await.blocked(pool, 1);
            awaitState(pool, SloState.BREACHED);
            assertThatThrownBy(() -> pool.execute(Jobs.NOTHING)).isInstanceOf(RejectedExecutionException.class);
            assertThat(pool.stats().depth().blockedProducers()).isEqualTo(1);

            gate.open();
            waiter.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(waiter.isAlive()).isFalse();
            Await.until(() -> pool.stats().jobs().completed() == CAPACITY + 1L + mode.leastWorkers(), pool::explain);
        }
    }

    /** The pool is idle, nobody submits, and all the same the breach ends: then nobody looks any more. */
    @InEveryMode
    void looksUntilItIsOkAndThenRests(Mode mode) {
        States states = new States();
        try (WorkerPool pool = pool(mode, WhenFull.block(), states)) {
            try (Gate gate = breached(pool, mode)) {
                assertThat(gate.isOpen()).isFalse();
            }
            Await.until(
                    () -> states.told.stream().anyMatch(told -> told.state() == SloState.OK),
                    () -> states.told + "\n" + pool.explain());
            Await.until(SheddingPoolTest::watchRests, () -> "the watch should rest");
        }
    }

    private static boolean watchRests() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("millrace-shedding-watch")
                        && thread.getState() == Thread.State.WAITING);
    }
}
