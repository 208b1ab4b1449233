package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** I12: who waits for room does not sleep while there is some, and is served in turn. */
@Guarded
class I12NoProducerSleepsOnRoomTest {

    private final Queue<Integer> order = new ConcurrentLinkedQueue<>();
    private final List<Thread> submitters = new ArrayList<>();

    private Runnable noting(int number) {
        return () -> order.add(number);
    }

    /** Starts a submitter and awaits that it waits, behind those who waited before. */
    private Thread blocked(WorkerPool pool, List<Runnable> jobs) {
        int waiting = pool.stats().depth().blockedProducers();
        Thread submitter = new Thread(
                () -> {
                    try {
                        pool.executeAll(jobs);
                    } catch (RejectedExecutionException e) {
                        order.add(-1);
                    }
                },
                "i12-submitter");
        submitters.add(submitter);
        submitter.start();
        Await.blocked(pool, waiting + 1);
        return submitter;
    }

    /** In pools whose mode needs two workers, one is held all the time: jobs start one after the other. */
    private static WorkerPool oneByOne(Mode mode, int capacity) {
        return mode.pool("i12-order", mode.leastWorkers())
                .queueCapacity(capacity)
                .build();
    }

    private static Gate others(Mode mode, WorkerPool pool) {
        return Gate.holding(pool, mode.leastWorkers() - 1);
    }

    @InEveryMode
    void submittersAreServedInTurn(Mode mode) {
        try (WorkerPool pool = oneByOne(mode, 1);
                Gate others = others(mode, pool)) {
            try (Gate held = Gate.holding(pool, 1)) {
                pool.execute(noting(0));
                for (int i = 1; i <= 6; i++) {
                    blocked(pool, List.of(noting(i)));
                }
                assertThat(held.isOpen()).isFalse();
            }
            Await.end(submitters);
            Await.until(() -> order.size() == 7, pool::explain);
            assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6);
            others.open();
        }
    }

    /** A batch waits for four places; single jobs that come later, or do not wait at all, must not eat them one by one. */
    @InEveryMode
    void aBatchAtTheHeadIsNotStarved(Mode mode) {
        try (WorkerPool pool = oneByOne(mode, 4);
                Gate others = others(mode, pool)) {
            try (Gate held = Gate.holding(pool, 1);
                    Gate second = new Gate()) {
                pool.executeAll(List.of(noting(0), second, noting(1), noting(2)));
                blocked(pool, List.of(noting(10), noting(11), noting(12), noting(13)));
                for (int i = 20; i < 25; i++) {
                    blocked(pool, List.of(noting(i)));
                }
                assertThat(pool.tryExecute(noting(99))).isFalse();
                held.open();
                second.entered(pool);
                // Two places are free, but the batch needs four: nobody gets in before it.
                assertThat(pool.stats().depth().total()).isEqualTo(2);
                assertThat(pool.tryExecute(noting(99))).isFalse();
                assertThat(pool.tryExecuteAll(List.of(noting(99), noting(99)))).isFalse();
                assertThat(pool.stats().depth().blockedProducers()).isEqualTo(6);
            }
            Await.end(submitters);
            Await.until(() -> order.size() == 12, pool::explain);
            List<Integer> started = List.copyOf(order);
            assertThat(started.subList(0, 7)).containsExactly(0, 1, 2, 10, 11, 12, 13);
            assertThat(started.subList(7, 12)).containsExactlyInAnyOrder(20, 21, 22, 23, 24);
            others.open();
        }
    }

    /** Whoever waits behind a batch that needs more than there is gets its place when the batch gives up: nobody else will call. */
    @InEveryMode
    void theNextIsServedWhenTheHeadLeaves(Mode mode) {
        try (WorkerPool pool = oneByOne(mode, 2);
                Gate others = others(mode, pool)) {
            try (Gate held = Gate.holding(pool, 1);
                    Gate second = new Gate()) {
                pool.executeAll(List.of(second, noting(0)));
                Thread batch = blocked(pool, List.of(noting(10), noting(11)));
                Thread single = blocked(pool, List.of(noting(20)));
                Thread last = blocked(pool, List.of(noting(30)));
                held.open();
                second.entered(pool);
                assertThat(pool.stats().depth().blockedProducers()).isEqualTo(3);
                batch.interrupt();
                Await.end(List.of(batch, single));
                assertThat(order).containsExactly(-1);
                assertThat(pool.stats().depth().blockedProducers()).isEqualTo(1);
                last.interrupt();
                Await.end(last);
                assertThat(order).containsExactly(-1, -1);
                second.open();
                Await.until(() -> order.size() == 4, pool::explain);
                assertThat(order).containsExactly(-1, -1, 0, 20);
            }
            others.open();
        }
    }

    /** One in the middle of the line may leave without any harm to the others. */
    @InEveryMode
    void theOthersStayInTurnWhenOneLeaves(Mode mode) {
        try (WorkerPool pool = oneByOne(mode, 1);
                Gate others = others(mode, pool)) {
            try (Gate held = Gate.holding(pool, 1)) {
                pool.execute(noting(0));
                blocked(pool, List.of(noting(1)));
                Thread leaving = blocked(pool, List.of(noting(2)));
                blocked(pool, List.of(noting(3)));
                leaving.interrupt();
                Await.end(leaving);
                assertThat(pool.stats().depth().blockedProducers()).isEqualTo(2);
                assertThat(held.isOpen()).isFalse();
            }
            Await.end(submitters);
            Await.until(() -> order.size() == 4, pool::explain);
            assertThat(order).containsExactly(-1, 0, 1, 3);
            others.open();
        }
    }

    /** After waits that timed out the door is as open as before: nothing of the line stays behind. */
    @InEveryMode
    void aWaitThatTimesOutLeavesNothingBehind(Mode mode) {
        try (WorkerPool pool = mode.pool("i12-limit", mode.leastWorkers())
                .queueCapacity(2)
                .whenFull(WhenFull.block(Duration.ofMillis(20)))
                .build()) {
            try (Gate held = Gate.holding(pool, mode.leastWorkers());
                    Gate second = new Gate()) {
                pool.executeAll(Collections.nCopies(2, second));
                for (int round = 0; round < 3; round++) {
                    List<Runnable> jobs = Collections.nCopies(1 + round % 2, Jobs.NOTHING);
                    Thread submitter = new Thread(() -> rejected(pool, jobs), "i12-submitter");
                    submitters.add(submitter);
                    submitter.start();
                }
                Await.end(submitters);
                assertThat(order).containsExactly(-1, -1, -1);
                assertThat(pool.stats().depth().blockedProducers()).isZero();
                held.open();
                Await.until(() -> pool.stats().depth().total() < 2, pool::explain);
                assertThat(pool.tryExecute(Jobs.NOTHING)).isTrue();
            }
        }
    }

    private void rejected(WorkerPool pool, List<Runnable> jobs) {
        try {
            pool.executeAll(jobs);
        } catch (RejectedExecutionException e) {
            order.add(-1);
        }
    }

    static Stream<Arguments> smallest() {
        return Stream.of(Mode.values())
                .flatMap(mode -> IntStream.rangeClosed(1, 3)
                        .boxed()
                        .flatMap(capacity -> IntStream.rangeClosed(mode.leastWorkers(), 3)
                                .mapToObj(workers -> Arguments.of(mode, capacity, workers))));
    }

    /** More submitters than places, all the time: each of them gets through. */
    @ParameterizedTest(name = "{0}, capacity {1}, {2} workers")
    @MethodSource("smallest")
    void aStormOfSubmitters(Mode mode, int capacity, int workers, Seed seed) {
        int each = Scale.rounds(600);
        Ledger ledger = new Ledger(8 * each);
        WorkerPool pool = mode.pool("i12-storm", workers)
                .queueCapacity(capacity)
                .laneCapacity(4)
                .build();
        CountDownLatch through = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            int from = i * each;
            SplittableRandom random = seed.random(i);
            Thread submitter = new Thread(
                    () -> {
                        for (int at = from; at < from + each; ) {
                            int jobs = Math.min(from + each - at, 1 + random.nextInt(capacity));
                            pool.executeAll(ledger.jobs(at, at + jobs));
                            at += jobs;
                        }
                        through.countDown();
                    },
                    "i12-submitter");
            submitters.add(submitter);
            submitter.start();
        }
        try {
            Await.zero(through, pool);
        } finally {
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        }
        Await.end(submitters);
        ledger.assertEachRanOnce();
        assertThat(pool.stats().jobs().rejected()).isZero();
    }

    /** The same with impatient ones among them, who come and go by interrupt, and others who only try. */
    @InEveryMode
    void aStormInWhichSomeLeave(Mode mode, Seed seed) {
        int each = Scale.rounds(50);
        Ledger ledger = new Ledger(6 * each);
        WorkerPool pool =
                mode.pool("i12-leave", 2).queueCapacity(2).laneCapacity(4).build();
        CountDownLatch through = new CountDownLatch(6);
        for (int i = 0; i < 6; i++) {
            int from = i * each;
            Thread submitter = new Thread(
                    () -> {
                        for (int at = from; at < from + each; ) {
                            at += offer(pool, ledger, at, Math.min(from + each - at, 1 + at % 2)) ? 1 + at % 2 : 0;
                        }
                        through.countDown();
                    },
                    "i12-submitter");
            submitters.add(submitter);
            submitter.start();
        }
        SplittableRandom random = seed.random(0);
        while (through.getCount() > 0 && submitters.stream().anyMatch(Thread::isAlive)) {
            Await.spinning(() -> pool.stats().depth().blockedProducers() > 1 || through.getCount() == 0, pool::explain);
            submitters.get(random.nextInt(6)).interrupt();
            for (int i = random.nextInt(100_000); i > 0; i--) {
                Thread.onSpinWait();
            }
        }
        Await.end(submitters);
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        ledger.assertEachRanOnce();
    }

    private static boolean offer(WorkerPool pool, Ledger ledger, int at, int jobs) {
        try {
            if (at % 3 == 0) {
                return pool.tryExecuteAll(ledger.jobs(at, at + jobs));
            }
            pool.executeAll(ledger.jobs(at, at + jobs));
            return true;
        } catch (RejectedExecutionException e) {
            assertThat(Thread.interrupted()).isTrue();
            return false;
        }
    }
}
