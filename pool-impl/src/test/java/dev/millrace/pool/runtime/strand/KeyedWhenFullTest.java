package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A full pool and jobs with keys: they are refused or wait, and keep their order whichever policy there is. */
@Guarded
class KeyedWhenFullTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static WorkerPool pool(Mode mode, WhenFull policy, int workers, int capacity) {
        return mode.pool("keyed-full", workers)
                .queueCapacity(capacity)
                .laneCapacity(4)
                .whenFull(policy)
                .build();
    }

    private static List<WhenFull> waiting() {
        return List.of(WhenFull.block(), WhenFull.callerRuns(), WhenFull.dropNewest(), WhenFull.dropOldest());
    }

    /** Also where jobs without a key are run by their submitter, or dropped. */
    @InEveryMode
    void shouldWaitForRoomUnderEveryPolicyButReject(Mode mode) {
        for (WhenFull policy : waiting()) {
            KeyLog log = new KeyLog(1);
            WorkerPool pool = pool(mode, policy, mode.leastWorkers(), 2);
            try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
                pool.keyed("key").execute(log.job(0, 0));
                pool.keyed("key").execute(log.job(0, 1));
                Thread submitter = new Thread(() -> pool.keyed("key").execute(log.job(0, 2)), "keyed-waits");
                submitter.start();
                Await.blocked(pool, 1);
                gate.open();
                Await.end(submitter);
            }
            Accounts.assertClosed(pool.close(LONG));
            log.assertComplete(3);
            assertThat(pool.stats().jobs().dropped()).as("%s", policy).isZero();
            assertThat(pool.stats().jobs().callerRan()).as("%s", policy).isZero();
        }
    }

    @InEveryMode
    void shouldRefuseAfterTheLimit(Mode mode) {
        try (WorkerPool pool = pool(mode, WhenFull.block(Duration.ofMillis(1)), mode.leastWorkers(), 1);
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            pool.keyed("key").execute(Jobs.NOTHING);
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> pool.keyed("key").execute(Jobs.NOTHING))
                    .withMessageContaining("was full for 1 ms");
            gate.open();
        }
    }

    /** Strands lie before, between and behind the jobs that go; each keeps its turn. Which of the jobs are the oldest is exact with one worker only: with more, one may be in a dispatcher's hand at the moment. */
    @InEveryMode
    void shouldDropTheOldestJobsWithoutAKeyOnly(Mode mode) {
        KeyLog log = new KeyLog(4);
        Ledger ledger = new Ledger(12);
        WorkerPool pool = pool(mode, WhenFull.dropOldest(), mode.leastWorkers(), 12);
        List<JobHandle<?>> oldest = new ArrayList<>();
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int i = 0; i < 4; i++) {
                pool.keyed(i).execute(log.job(i, 0));
                oldest.add(pool.submit(Jobs.NOTHING));
                pool.keyed(i).execute(log.job(i, 1));
            }
            for (int i = 0; i < 12; i++) {
                pool.execute(ledger.job(i)); // eight of the first ones go for these, too
            }
            assertThat(pool.stats().jobs().dropped()).isEqualTo(12);
            assertThat(pool.stats().depth().total()).isEqualTo(12);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        log.assertComplete(2, 2, 2, 2);
        long kept = oldest.stream()
                .filter(handle -> !(handle.outcome() instanceof Outcome.Dropped))
                .count();
        assertThat(ledger.total() + kept).isEqualTo(4);
        if (mode.leastWorkers() == 1) {
            assertThat(kept).isZero();
        }
    }

    /** Nothing may be dropped: a submitter from outside waits, and a worker runs its job in place. */
    @InEveryMode
    void shouldNotLookForEverForAJobToDrop(Mode mode) throws Exception {
        WorkerPool pool = pool(mode, WhenFull.dropOldest(), mode.leastWorkers(), 2);
        KeyLog log = new KeyLog(2);
        AtomicInteger ran = new AtomicInteger();
        try (Gate others = Gate.holding(pool, mode.leastWorkers() - 1);
                Gate gate = new Gate()) {
            JobHandle<?> inside = pool.submit(() -> {
                pool.keyed(0).execute(log.job(0, 0));
                pool.keyed(1).execute(log.job(1, 0));
                pool.execute(ran::incrementAndGet);
                assertThat(ran).as("in place").hasValue(1);
                gate.run();
                return null;
            });
            gate.entered(pool);
            Thread submitter = new Thread(() -> pool.execute(ran::incrementAndGet), "drops-nothing");
            submitter.start();
            Await.until(() -> pool.stats().depth().blockedProducers() == 1, pool::explain);
            gate.open();
            inside.get(20, TimeUnit.SECONDS);
            others.open();
            Await.end(submitter);
        }
        Accounts.assertClosed(pool.close(LONG));
        assertThat(ran).hasValue(2);
        log.assertComplete(1, 1);
        assertThat(pool.stats().jobs().dropped()).isZero();
    }

    /** One who waits in the line closes the door to all; that must not cost more jobs than there is need for room. */
    @InEveryMode
    void shouldDropNoMoreThanAreNeeded(Mode mode) {
        WorkerPool pool = pool(mode, WhenFull.dropOldest(), mode.leastWorkers(), 50);
        KeyLog log = new KeyLog(1);
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int i = 0; i < 50; i++) {
                pool.execute(Jobs.NOTHING);
            }
            Thread submitter = new Thread(() -> pool.keyed("key").execute(log.job(0, 0)), "keyed-waits");
            submitter.start();
            Await.blocked(pool, 1);
            pool.execute(Jobs.NOTHING);
            Await.end(submitter);
            assertThat(pool.stats().jobs().dropped())
                    .as("one for the job that waited, one for the new one")
                    .isEqualTo(2);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        log.assertComplete(1);
    }

    // ---- on a worker of the full pool

    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldKeepTheOrderWhenAWorkerFillsItsOwnPool(Mode mode, int workers) throws Exception {
        for (WhenFull policy : waiting()) {
            KeyLog log = new KeyLog(4);
            WorkerPool pool = pool(mode, policy, workers, 3);
            List<JobHandle<?>> outer = new ArrayList<>();
            for (int job = 0; job < 2; job++) {
                int first = 2 * job;
                outer.add(pool.keyed("outer " + job).submit(() -> {
                    for (int i = 0; i < Scale.rounds(300); i++) {
                        int key = first + i % 2;
                        pool.keyed(key).execute(log.job(key, i));
                    }
                }));
            }
            for (JobHandle<?> handle : outer) {
                handle.get(20, TimeUnit.SECONDS);
            }
            Accounts.assertClosed(pool.close(LONG));
            log.assertComplete(150, 150, 150, 150);
        }
    }

    /** The key's earlier jobs run first, then the new one, all by the submitting worker. */
    @InEveryMode
    void shouldRunInPlaceAsTheKeysNextJob(Mode mode) throws Exception {
        KeyLog log = new KeyLog(2);
        WorkerPool pool = pool(mode, WhenFull.block(), mode.leastWorkers(), 3);
        try (Gate others = Gate.holding(pool, mode.leastWorkers() - 1)) {
            JobHandle<?> outer = pool.submit(() -> {
                pool.keyed(0).execute(log.job(0, 0));
                pool.execute(Jobs.NOTHING);
                pool.execute(Jobs.NOTHING);
                pool.keyed(1).execute(log.job(1, 0)); // no job of its key: in place at once
                assertThat(log.total()).isEqualTo(1);
                pool.keyed(0).execute(log.job(0, 1)); // runs the first, whose place it gets
                assertThat(log.total()).isEqualTo(2);
                JobHandle<?> handle = pool.keyed(1).submit(log.job(1, 1));
                assertThat(handle.isDone()).as("in place, with a handle").isTrue();
            });
            outer.get(20, TimeUnit.SECONDS);
            others.open();
        }
        Accounts.assertClosed(pool.close(LONG));
        log.assertComplete(2, 2);
        assertThat(pool.stats().jobs().callerRan()).isEqualTo(2);
    }

    @InEveryMode
    void shouldRefuseAJobOfTheKeyThatRunsOnThisVeryWorker(Mode mode) throws Exception {
        WorkerPool pool = pool(mode, WhenFull.block(), mode.leastWorkers(), 1);
        try (Gate others = Gate.holding(pool, mode.leastWorkers() - 1)) {
            JobHandle<?> outer = pool.keyed("key").submit(() -> {
                pool.keyed("key").execute(Jobs.NOTHING);
                assertThatExceptionOfType(RejectedExecutionException.class)
                        .isThrownBy(() -> pool.keyed("key").execute(Jobs.NOTHING))
                        .withMessageContaining("is full, and a job of the same key runs on this very worker");
            });
            outer.get(20, TimeUnit.SECONDS);
            others.open();
        }
        Accounts.assertClosed(pool.close(LONG));
        PoolStats.Jobs jobs = pool.stats().jobs();
        assertThat(jobs.rejected()).isEqualTo(1);
        assertThat(pool.stats().rejections().full()).isEqualTo(1);
        assertThat(jobs.attempts()).isEqualTo(jobs.accepted() + 1);
    }

    /** Two jobs of two keys, each of which submits to the other's in a full pool: one is refused, the other gets its turn. */
    @InEveryMode
    void shouldRefuseOneOfACircleOfSubmits(Mode mode) throws Exception {
        WorkerPool pool = pool(mode, WhenFull.block(), 2, 1);
        for (int round = 0; round < Scale.rounds(30); round++) {
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            Gate both = new Gate();
            List<JobHandle<?>> outer = new ArrayList<>();
            AtomicInteger inside = new AtomicInteger();
            for (int i = 0; i < 2; i++) {
                int other = 1 - i;
                outer.add(pool.keyed(i).submit(() -> {
                    inside.incrementAndGet();
                    both.awaitUninterruptibly();
                    try {
                        pool.keyed(other).execute(ran::incrementAndGet);
                    } catch (RejectedExecutionException circle) {
                        refused.incrementAndGet();
                    }
                }));
                int expected = i + 1;
                Await.until(() -> inside.get() == expected, pool::explain);
            }
            pool.execute(Jobs.NOTHING); // the pool is full now
            both.open();
            for (JobHandle<?> handle : outer) {
                handle.get(20, TimeUnit.SECONDS);
            }
            Await.until(() -> ran.get() + refused.get() == 2, pool::explain);
            assertThat(refused.get()).isLessThanOrEqualTo(1);
            Await.asleep(pool, 2);
        }
        Accounts.assertClosed(pool.close(LONG));
    }
}
