package dev.millrace.pool.runtime.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Race;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The first success wins; the others are cancelled at once. */
@Guarded
class RacingTest {
    private static final List<Integer> THREE = List.of(0, 1, 2);

    @InEveryMode
    void shouldGiveTheFirstSuccessAndInterruptTheOthers(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("race", 3).build();
                Gate slow = new Gate()) {
            CountDownLatch interrupted = new CountDownLatch(2);
            CountDownLatch running = new CountDownLatch(2);
            FanResult<Integer, String> first = pool.first(THREE, input -> {
                if (input == 1) {
                    running.await();
                    return "one";
                }
                try {
                    running.countDown();
                    TimeUnit.DAYS.sleep(1);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                return "another";
            });
            assertThat(first.index()).isEqualTo(1);
            assertThat(first.input()).isEqualTo(1);
            assertThat(first.value()).isEqualTo("one");
            Await.zero(interrupted, pool);
        }
    }

    @InEveryMode
    void shouldTakeLosersOutOfTheQueue(Mode mode) throws Exception {
        List<Integer> many = IntStream.range(0, 100).boxed().toList();
        try (WorkerPool pool = mode.pool("race", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            AtomicInteger ran = new AtomicInteger();
            pool.first(many, input -> {
                ran.incrementAndGet();
                Await.until(() -> pool.stats().depth().total() == 99, pool::explain);
                return input;
            });
            assertThat(pool.stats().depth().total()).isZero();
            assertThat(ran).hasValue(1);
            held.open();
        }
    }

    @InEveryMode
    void shouldTakeNullForASuccess(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("race", mode.leastWorkers()).build()) {
            FanResult<Integer, String> first = pool.first(THREE, input -> null);
            assertThat(first.succeeded()).isTrue();
            assertThat(first.value()).isNull();
        }
    }

    @InEveryMode
    void shouldNameEachIfAllFail(Mode mode) {
        try (WorkerPool pool = mode.pool("race", mode.leastWorkers()).build()) {
            assertThatThrownBy(() -> pool.first(THREE, input -> {
                        throw new IOException("no " + input);
                    }))
                    .isInstanceOf(FanOutException.class)
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageStartingWith("3 of the jobs failed:")
                    .hasMessageContaining("[0] java.io.IOException: no 0")
                    .hasMessageContaining("[1] java.io.IOException: no 1")
                    .hasMessageContaining("[2] java.io.IOException: no 2");
        }
    }

    @Test
    void shouldSurviveFailuresBeforeASuccess() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 2).build()) {
            FanResult<Integer, Integer> first = pool.first(THREE, input -> {
                if (input < 2) {
                    throw new IOException("no");
                }
                return input;
            });
            assertThat(first.index()).isEqualTo(2);
        }
    }

    // ---- hedging

    @Test
    void shouldStartTheNextAfterTheDelay() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 3).build();
                Gate slow = new Gate()) {
            ConcurrentLinkedQueue<Long> starts = new ConcurrentLinkedQueue<>();
            FanResult<Integer, Integer> first = pool.first(
                    THREE,
                    input -> {
                        starts.add(System.nanoTime());
                        if (input < 2) {
                            slow.run();
                        }
                        return input;
                    },
                    Race.hedged(Duration.ofMillis(50)));
            assertThat(first.index()).isEqualTo(2);
            Long[] at = starts.toArray(new Long[0]);
            assertThat(at[1] - at[0]).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(25));
            assertThat(at[2] - at[1]).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(25));
        }
    }

    @Test
    void shouldNotStartTheNextIfTheFirstIsQuick() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 3).build()) {
            AtomicInteger started = new AtomicInteger();
            FanResult<Integer, Integer> first = pool.first(
                    THREE,
                    input -> {
                        started.incrementAndGet();
                        return input;
                    },
                    Race.hedged(Duration.ofHours(1)));
            assertThat(first.index()).isZero();
            assertThat(started).hasValue(1);
        }
    }

    @InEveryMode
    void shouldStartTheNextAtOnceWhenOneHasFailed(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("race", mode.leastWorkers()).build()) {
            FanResult<Integer, Integer> first = pool.first(
                    THREE,
                    input -> {
                        if (input < 2) {
                            throw new IOException("no");
                        }
                        return input;
                    },
                    Race.hedged(Duration.ofHours(1)));
            assertThat(first.index()).isEqualTo(2);
        }
    }

    @Test
    void shouldStartTheNextAtOnceWhenOneHasFailedBesideOneThatRuns() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 3).build();
                Gate slow = new Gate()) {
            ConcurrentLinkedQueue<Long> starts = new ConcurrentLinkedQueue<>();
            Duration delay = Duration.ofSeconds(2);
            FanResult<Integer, Integer> first = pool.first(
                    THREE,
                    input -> {
                        starts.add(System.nanoTime());
                        if (input == 0) {
                            slow.run();
                        } else if (input == 1) {
                            throw new IOException("no");
                        }
                        return input;
                    },
                    Race.hedged(delay));
            assertThat(first.index()).isEqualTo(2);
            Long[] at = starts.toArray(new Long[0]);
            assertThat(at[1] - at[0]).isGreaterThan(delay.toNanos() / 2);
            assertThat(at[2] - at[1]).isLessThan(delay.toNanos() / 2);
        }
    }

    /** The caller is a worker and busy inside the first source: the second starts all the same, and its success interrupts the first. */
    @Test
    void shouldHedgeWhileTheCallerRunsASourceInPlace() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 2).build();
                Gate other = Gate.holding(pool, 1)) {
            AtomicBoolean interrupted = new AtomicBoolean();
            JobHandle<Integer> race = pool.submit(() -> pool.first(
                            THREE,
                            input -> {
                                if (input == 0) {
                                    other.open();
                                    try {
                                        TimeUnit.DAYS.sleep(1);
                                    } catch (InterruptedException e) {
                                        interrupted.set(true);
                                        throw e;
                                    }
                                }
                                return input;
                            },
                            Race.hedged(Duration.ofMillis(20)))
                    .index());
            assertThat(race.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(interrupted).isTrue();
        }
    }

    // ---- limits

    @InEveryMode
    void shouldRunNoMoreThanAllowedAtOnce(Mode mode) {
        List<Integer> many = IntStream.range(0, 200).boxed().toList();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger highest = new AtomicInteger();
        try (WorkerPool pool = mode.pool("race", 4).build()) {
            assertThatThrownBy(() -> pool.first(
                            many,
                            input -> {
                                highest.accumulateAndGet(running.incrementAndGet(), Math::max);
                                Thread.onSpinWait();
                                running.decrementAndGet();
                                throw new IOException("no");
                            },
                            Race.allAtOnce().atMost(2)))
                    .isInstanceOf(FanOutException.class)
                    .satisfies(failure ->
                            assertThat(((FanOutException) failure).failed()).isEqualTo(200));
        }
        assertThat(highest.get()).isBetween(1, 2);
    }

    @InEveryMode
    void shouldEndAtItsDeadlineWhateverItsSourcesDo(Mode mode) {
        try (WorkerPool pool = mode.pool("race", 2).build();
                Gate stubborn = new Gate()) {
            assertThatThrownBy(() -> pool.first(
                            List.of(0, 1, 2, 3),
                            input -> {
                                if (input == 0) {
                                    throw new IOException("no");
                                }
                                stubborn.awaitUninterruptibly();
                                return input;
                            },
                            Race.allAtOnce().atMost(2).within(Duration.ofMillis(100))))
                    .isInstanceOf(FanOutException.class)
                    .hasMessageStartingWith("4 of the jobs failed: [0] java.io.IOException: no;")
                    .hasMessageContaining("[1] java.util.concurrent.TimeoutException: interrupted after")
                    .hasMessageContaining("[3] java.util.concurrent.TimeoutException: expired before its start")
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .hasSize(3)
                            .allSatisfy(late -> assertThat(late).isInstanceOf(TimeoutException.class)));
            stubborn.open();
        }
    }

    @Test
    void shouldEndWithASourceThatTheCallerRunsInPlace() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 1).build()) {
            JobHandle<Boolean> race = pool.submit(() -> {
                try {
                    pool.first(
                            THREE,
                            input -> {
                                TimeUnit.DAYS.sleep(1);
                                return input;
                            },
                            Race.allAtOnce().within(Duration.ofMillis(50)));
                    return false;
                } catch (FanOutException late) {
                    return late.failed() == 3 && !Thread.currentThread().isInterrupted();
                }
            });
            assertThat(race.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldGiveEachSourceItsBudgets() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 1).build();
                Gate gate = Gate.holding(pool, 1)) {
            Race rules = Race.allAtOnce().each(JobOptions.startWithin(Duration.ofMillis(10)));
            assertThatThrownBy(() -> pool.first(THREE, input -> input, rules))
                    .isInstanceOf(FanOutException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            gate.open();
        }
    }

    // ---- full and closed pools

    @Test
    void shouldStartSourcesAsThereIsRoomWhereThePoolRefuses() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE
                .pool("race", 1)
                .queueCapacity(1)
                .whenFull(WhenFull.reject())
                .build()) {
            FanResult<Integer, Integer> first =
                    pool.first(IntStream.range(0, 50).boxed().toList(), input -> {
                        if (input < 49) {
                            throw new IOException("no");
                        }
                        return input;
                    });
            assertThat(first.index()).isEqualTo(49);
        }
    }

    @Test
    void shouldBeRefusedByAFullPoolThatRefuses() {
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("race", 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.reject())
                        .build();
                Gate gate = Gate.holding(pool, 1)) {
            pool.execute(() -> {});
            assertThatThrownBy(() -> pool.first(THREE, input -> input))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageStartingWith("pool 'race' is full");
            gate.open();
        }
    }

    @Test
    void shouldBeRefusedByAClosedPool() {
        WorkerPool pool = Mode.COOPERATIVE.pool("race", 1).build();
        pool.close();
        assertThatThrownBy(() -> pool.first(THREE, input -> input))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageStartingWith("pool 'race' is closed");
    }

    @Test
    void shouldCountADroppedSourceAsFailed() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("race", 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.dropNewest())
                        .build();
                Gate gate = Gate.holding(pool, 1)) {
            pool.execute(() -> {});
            assertThatThrownBy(() -> pool.first(THREE, input -> input))
                    .isInstanceOf(FanOutException.class)
                    .hasMessageContaining("[2] java.util.concurrent.CancellationException: dropped: the pool was full");
            gate.open();
        }
    }

    @InEveryMode
    void shouldEndWhenThePoolHandsItsSourcesBack(Mode mode) {
        try (WorkerPool pool = mode.pool("race", mode.leastWorkers()).build();
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            Thread closer = new Thread(() -> {
                Await.until(() -> pool.stats().depth().total() == 3, pool::explain);
                pool.close(Duration.ZERO);
            });
            closer.start();
            assertThatThrownBy(() -> pool.first(THREE, input -> input))
                    .isInstanceOf(FanOutException.class)
                    .hasMessageContaining("handed back: the pool was closed before the start");
            Await.end(closer);
        }
    }

    // ---- what else ends it, and what is not allowed

    @Test
    void shouldCancelAllWhenInterrupted() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 1).build();
                Gate gate = Gate.holding(pool, 1)) {
            Thread caller = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                Await.until(() -> pool.stats().depth().total() == 3, pool::explain);
                caller.interrupt();
            });
            interrupter.start();
            assertThatThrownBy(() -> pool.first(THREE, input -> input)).isInstanceOf(InterruptedException.class);
            assertThat(pool.stats().depth().total()).isZero();
            gate.open();
            Await.end(interrupter);
        }
    }

    @Test
    void shouldRefuseNoInputs() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("race", 1).build()) {
            assertThatThrownBy(() -> pool.first(List.of(), input -> input))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("inputs must not be empty");
        }
    }

    @InEveryMode
    void shouldRefuseASourceThatWaitsForTheRace(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("race", 2).build()) {
            java.util.concurrent.CompletableFuture<JobHandle<?>> self = new java.util.concurrent.CompletableFuture<>();
            JobHandle<Object> race =
                    pool.submit(() -> pool.first(List.of(1), input -> self.get().get()));
            self.complete(race);
            assertThat(((Outcome.Failed<?>) race.outcome()).cause())
                    .isInstanceOfAny(FanOutException.class, IllegalStateException.class);
        }
    }
}
