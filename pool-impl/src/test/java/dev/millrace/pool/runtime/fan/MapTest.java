package dev.millrace.pool.runtime.fan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Priority;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a user may rely on when mapping a collection. */
@Guarded
class MapTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static WorkerPool pool(Mode mode, int workers) {
        return mode.pool("map", Math.max(workers, mode.leastWorkers())).build();
    }

    private static WorkerPool pool(int workers) {
        return pool(Mode.COOPERATIVE, workers);
    }

    // ---- results

    @InEveryMode
    void shouldGiveAResultForEachInputInItsOrder(Mode mode) {
        try (WorkerPool pool = pool(mode, 3)) {
            for (int size : new int[] {0, 1, 2, 7, 8, 9, 63, 64, 65, 1_000, 50_000}) {
                FanResults<Integer, String> results = pool.map(numbers(size), number -> "n" + number);

                assertThat(results.size()).isEqualTo(size);
                assertThat(results.values())
                        .isEqualTo(
                                IntStream.range(0, size).mapToObj(i -> "n" + i).toList());
                assertThat(results.failures()).isEmpty();
            }
        }
    }

    @Test
    void shouldTellWhereAndHowLongEachRan() {
        try (WorkerPool pool = pool(2)) {
            FanResults<Integer, Integer> results = pool.map(numbers(20), number -> {
                TimeUnit.MILLISECONDS.sleep(2);
                return number;
            });

            for (FanResult<Integer, Integer> result : results) {
                assertThat(result.input()).isEqualTo(result.index());
                assertThat(result.outcome().trace().worker()).startsWith("millrace-map-");
                assertThat(result.outcome().trace().ran()).isGreaterThanOrEqualTo(Duration.ofMillis(2));
            }
            assertThat(results.get(19).outcome().trace().waited()).isGreaterThan(Duration.ofMillis(2));
            assertThat(results.efficiency().jobs()).isEqualTo(20);
            assertThat(results.efficiency().width()).isEqualTo(2);
            assertThat(results.efficiency().ran()).isGreaterThanOrEqualTo(Duration.ofMillis(40));
            assertThat(results.efficiency().speedUp()).isBetween(0.5, 2.01);
            assertThat(results.efficiency().wall()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        }
    }

    @Test
    void shouldKeepNullsThatTheMapperGives() {
        try (WorkerPool pool = pool(2)) {
            FanResults<Integer, Integer> results = pool.map(numbers(100), number -> number % 2 == 0 ? null : number);

            assertThat(results.get(2).succeeded()).isTrue();
            assertThat(results.get(2).value()).isNull();
            assertThat(results.values()).hasSize(100).containsNull().contains(99);
        }
    }

    @Test
    void shouldKeepOutcomesThatAreValues() {
        try (WorkerPool pool = pool(1)) {
            Outcome<String> value =
                    new Outcome.Cancelled<>(new dev.millrace.pool.Trace(null, Duration.ZERO, Duration.ZERO));

            assertThat(pool.map(numbers(3), number -> value).values()).containsExactly(value, value, value);
        }
    }

    @Test
    void shouldReadTheCollectionOnce() {
        List<Integer> inputs = new ArrayList<>(numbers(1_000));
        try (WorkerPool pool = pool(2)) {
            FanResults<Integer, Integer> results = pool.map(inputs, number -> {
                synchronized (inputs) {
                    inputs.clear();
                }
                return number;
            });
            assertThat(results.values()).hasSize(1_000);
        }
    }

    // ---- failures

    @InEveryMode
    void shouldCollectAllFailures(Mode mode) {
        try (WorkerPool pool = pool(mode, 2)) {
            FanResults<Integer, Integer> results = pool.map(numbers(1_000), number -> {
                if (number % 100 == 7) {
                    throw new IOException("no " + number);
                }
                if (number == 500) {
                    throw new StackOverflowError("deep");
                }
                return number;
            });

            assertThat(results.failures())
                    .extracting(FanResult::index)
                    .containsExactly(7, 107, 207, 307, 407, 500, 507, 607, 707, 807, 907);
            assertThat(results.get(107).failure())
                    .isInstanceOf(IOException.class)
                    .hasMessage("no 107");
            assertThat(results.get(108).value()).isEqualTo(108);
            assertThatThrownBy(results::values)
                    .isInstanceOf(FanOutException.class)
                    .hasMessageStartingWith("11 of the jobs failed: [7] java.io.IOException: no 7; [107]")
                    .hasMessageEndingWith("and 3 more")
                    .cause()
                    .hasMessage("no 7");
            assertThatThrownBy(results::values)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(10));
        }
    }

    @InEveryMode
    void shouldCancelTheRestAtTheFirstFailure(Mode mode) {
        try (WorkerPool pool = pool(mode, 2)) {
            CountDownLatch holds = new CountDownLatch(1);
            AtomicInteger begun = new AtomicInteger();
            AtomicReference<Throwable> other = new AtomicReference<>();
            FanResults<Integer, Integer> results = pool.map(
                    numbers(10_000),
                    number -> {
                        begun.incrementAndGet();
                        if (number == 0) {
                            holds.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                other.set(e);
                            }
                        } else {
                            holds.await();
                            throw new IOException("number " + number);
                        }
                        return number;
                    },
                    FanOut.failFast());

            Await.until(() -> other.get() != null, () -> "the other should be interrupted");
            assertThat(results.size()).isEqualTo(10_000);
            assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(results.get(0).outcome().trace().worker()).startsWith("millrace-map-");
            assertThat(begun.get()).isLessThan(20);
            assertThat(results.get(9_999).outcome()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(results.get(9_999).outcome().trace().worker()).isNull();
            assertThatThrownBy(results::values)
                    .isInstanceOf(FanOutException.class)
                    .cause()
                    .isInstanceOf(IOException.class);
            assertThat(pool.map(numbers(3), number -> Thread.currentThread().isInterrupted())
                            .values())
                    .containsOnly(false);
        }
    }

    @Test
    void shouldNameTheFirstFailureInTime() {
        try (WorkerPool pool = pool(2)) {
            CountDownLatch second = new CountDownLatch(1);
            FanResults<Integer, Integer> results = pool.map(
                    numbers(2),
                    number -> {
                        if (number == 0) {
                            second.await();
                            throw new IOException("later");
                        }
                        throw new IOException("first");
                    },
                    FanOut.failFast());

            assertThatThrownBy(results::values).cause().hasMessage("first");
        }
    }

    @InEveryMode
    void shouldBeCountedByThePool(Mode mode) {
        try (WorkerPool pool = pool(mode, 2)) {
            pool.map(numbers(1_000), number -> {
                if (number % 10 == 0) {
                    throw new IOException("tenth");
                }
                return number;
            });
            pool.map(
                    numbers(10),
                    number -> number,
                    FanOut.collectAll().each(JobOptions.none().runWithin(Duration.ofMinutes(1))));

            assertThat(pool.stats().fans().completed()).isEqualTo(910);
            assertThat(pool.stats().fans().failed()).isEqualTo(100);
            assertThat(pool.explain()).contains("fan-outs completed 910, failed 100");
        }
    }

    // ---- width

    @InEveryMode
    void shouldRunNoMoreAtOnceThanAllowed(Mode mode) {
        try (WorkerPool pool = pool(mode, 4)) {
            for (int width : new int[] {1, 2, 3, 100}) {
                AtomicInteger running = new AtomicInteger();
                AtomicInteger most = new AtomicInteger();
                pool.map(
                        numbers(60),
                        number -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            Thread.sleep(number % 7 == 0 ? 1 : 0);
                            running.decrementAndGet();
                            return number;
                        },
                        FanOut.collectAll().atMost(width));
                assertThat(most.get()).isLessThanOrEqualTo(Math.min(width, 4));
            }
        }
    }

    @InEveryMode
    void shouldUseAllWorkers(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 4)) {
            CountDownLatch all = new CountDownLatch(4);
            Set<String> threads = ConcurrentHashMap.newKeySet();
            pool.map(numbers(4), number -> {
                        threads.add(Thread.currentThread().getName());
                        all.countDown();
                        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
                        return number;
                    })
                    .values();
            assertThat(threads).hasSize(4);
        }
    }

    @Test
    void shouldStartInputsInTheirOrderWithOneWorker() {
        List<Integer> started = Collections.synchronizedList(new ArrayList<>());
        try (WorkerPool pool = pool(1)) {
            pool.map(numbers(2_000), started::add);
        }
        assertThat(started).isEqualTo(numbers(2_000));
    }

    @Test
    void shouldLetNobodyWaitBehindAnInputThatHangs() {
        try (WorkerPool pool = pool(2);
                Gate gate = new Gate()) {
            AtomicInteger done = new AtomicInteger();
            Thread mapping = new Thread(() -> pool.map(numbers(10_000), number -> {
                if (number == 3_000) {
                    gate.run();
                }
                return done.incrementAndGet();
            }));
            mapping.start();
            Await.until(() -> done.get() >= 9_999 - (Share.GROUP - 1), () -> done + " of 9,999");
            gate.open();
            Await.end(mapping);
            assertThat(done.get()).isEqualTo(10_000);
        }
    }

    @Test
    void shouldNotKeepOthersWaitingUntilItEnds() throws Exception {
        try (WorkerPool pool = pool(1)) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicInteger done = new AtomicInteger();
            Thread mapping = new Thread(() -> pool.map(numbers(2_000), number -> {
                begun.countDown();
                Thread.sleep(1);
                return done.incrementAndGet();
            }));
            mapping.start();
            begun.await();
            int before = pool.submit(done::get).get(20, TimeUnit.SECONDS);
            assertThat(before).isLessThan(1_500);
            Await.end(mapping);
        }
    }

    // ---- time

    @InEveryMode
    void shouldEndAtItsDeadlineEvenIfJobsIgnoreInterrupts(Mode mode) {
        try (WorkerPool pool = pool(mode, 2);
                Gate gate = new Gate()) {
            FanResults<Integer, Integer> results = pool.map(
                    numbers(10),
                    number -> {
                        gate.awaitUninterruptibly();
                        return number;
                    },
                    FanOut.collectAll().atMost(2).within(Duration.ofMillis(50)));

            assertThat(results.size()).isEqualTo(10);
            assertThat(results.get(0).outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(results.get(0).outcome().trace().ran()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
            assertThat(results.get(9).outcome()).isInstanceOf(Outcome.Expired.class);
            assertThatThrownBy(results::values).cause().isInstanceOf(TimeoutException.class);
            gate.open();
        }
    }

    @InEveryMode
    void shouldGiveEachJobItsOwnBudget(Mode mode) {
        try (WorkerPool pool = pool(mode, 2);
                Gate gate = new Gate()) {
            FanResults<Integer, Integer> results = pool.map(
                    numbers(20),
                    number -> {
                        if (number == 0) {
                            gate.awaitUninterruptibly();
                        }
                        if (number == 7) {
                            Thread.sleep(60_000);
                        }
                        if (number == 9) {
                            throw new IOException("nine");
                        }
                        return number;
                    },
                    FanOut.collectAll()
                            .each(JobOptions.none()
                                    .runWithin(Duration.ofMillis(40))
                                    .label("budgeted")));

            assertThat(results.failures()).extracting(FanResult::index).containsExactly(0, 7, 9);
            assertThat(results.get(0).outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(results.get(7).outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(results.get(7).outcome().trace().ran()).isGreaterThanOrEqualTo(Duration.ofMillis(40));
            assertThat(results.get(9).failure()).hasMessage("nine");
            gate.open();
        }
    }

    @Test
    void shouldNotStartWhatIsTooLate() {
        try (WorkerPool pool = pool(1)) {
            FanResults<Integer, Integer> results = pool.map(
                    numbers(3),
                    number -> {
                        Thread.sleep(60);
                        return number;
                    },
                    FanOut.collectAll().each(JobOptions.startWithin(Duration.ofMillis(30))));

            assertThat(results.get(0).succeeded()).isTrue();
            assertThat(results.get(1).outcome()).isInstanceOf(Outcome.Expired.class);
            assertThat(results.get(2).outcome()).isInstanceOf(Outcome.Expired.class);
        }
    }

    @Test
    void shouldTakeThePriorityAndLabelOfEach() {
        try (WorkerPool pool = pool(1)) {
            FanOut policy = FanOut.collectAll()
                    .each(JobOptions.none().priority(Priority.HIGH).label("urgent"));

            assertThat(pool.map(numbers(5), number -> number, policy).values()).isEqualTo(numbers(5));
        }
    }

    // ---- cancelling

    @InEveryMode
    void shouldCancelWhenItsCallerIsInterrupted(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 2)) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicReference<FanResults<Integer, Integer>> results = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                results.set(pool.map(numbers(100), number -> {
                    begun.countDown();
                    Thread.sleep(60_000);
                    return number;
                }));
                flag.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            begun.await();
            caller.interrupt();
            Await.end(caller);

            assertThat(flag.get()).isTrue();
            assertThat(results.get().failures()).hasSize(100);
            assertThat(results.get().get(99).outcome()).isInstanceOf(Outcome.Cancelled.class);
            Await.until(() -> pool.stats().workers().busy() == 0, pool::explain);
        }
    }

    @InEveryMode
    void shouldBeCancelledWithTheJobThatCalledIt(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 2)) {
            CountDownLatch begun = new CountDownLatch(2);
            AtomicInteger interrupted = new AtomicInteger();
            JobHandle<?> outer = pool.submit(() -> {
                pool.map(numbers(1_000), number -> {
                    begun.countDown();
                    try {
                        Thread.sleep(5);
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                    }
                    return number;
                });
            });
            begun.await();
            outer.cancel(true);
            Await.until(() -> pool.stats().workers().busy() == 0, pool::explain);
            assertThat(pool.stats().depth().total()).isZero();
        }
    }

    // ---- nesting

    @InEveryMode
    void shouldNestOnASinglePool(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 1)) {
            assertThat(leaves(pool, 5)).isEqualTo(243);
            assertThat(pool.submit(() -> leaves(pool, 5)).get(20, TimeUnit.SECONDS))
                    .isEqualTo(243);
        }
    }

    private static int leaves(WorkerPool pool, int depth) {
        return depth == 0
                ? 1
                : pool.map(numbers(3), number -> leaves(pool, depth - 1)).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    @Test
    void shouldRunInPlaceOnAFullPool() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("full", 1).queueCapacity(1).build()) {
            JobHandle<List<Integer>> outer = pool.submit(() -> {
                pool.execute(() -> {});
                return pool.map(numbers(100), number -> number).values();
            });
            assertThat(outer.get(20, TimeUnit.SECONDS)).isEqualTo(numbers(100));
        }
    }

    // ---- full and closed pools

    @Test
    void shouldBeRefusedAsAnyJobIs() {
        WorkerPool pool = Mode.COOPERATIVE
                .pool("refusing", 1)
                .queueCapacity(1)
                .whenFull(WhenFull.reject())
                .build();
        AtomicInteger ran = new AtomicInteger();
        try (pool;
                Gate gate = Gate.holding(pool, 1)) {
            pool.execute(() -> {});
            assertThatThrownBy(() -> pool.map(numbers(3), number -> ran.incrementAndGet()))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("is full");
            assertThat(pool.stats().jobs().rejected()).isEqualTo(1);
        }
        assertThatThrownBy(() -> pool.map(numbers(3), number -> ran.incrementAndGet()))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("is closed");
        assertThat(ran.get()).isZero();
    }

    @Test
    void shouldRunOnItsCallerWhereThePolicySaysSo() {
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("callers", 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.callerRuns())
                        .build();
                Gate gate = Gate.holding(pool, 1)) {
            pool.execute(() -> {});
            assertThat(pool.map(numbers(10), number -> Thread.currentThread().getName())
                            .values())
                    .containsOnly(Thread.currentThread().getName());
        }
    }

    @Test
    void shouldExpireWhileItWaitsForRoom() {
        try (WorkerPool pool =
                        Mode.COOPERATIVE.pool("narrow", 1).queueCapacity(1).build();
                Gate gate = Gate.holding(pool, 1)) {
            pool.execute(() -> {});
            FanResults<Integer, Integer> results =
                    pool.map(numbers(3), number -> number, FanOut.collectAll().within(Duration.ofMillis(20)));
            assertThat(results.failures()).hasSize(3);
            assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Expired.class);
        }
    }

    @Test
    void shouldTellThatItWasDropped() {
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("dropping", 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.dropNewest())
                        .build();
                Gate gate = Gate.holding(pool, 1)) {
            pool.execute(() -> {});
            FanResults<Integer, Integer> results = pool.map(numbers(3), number -> number);
            assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Dropped.class);
            assertThat(results.failures()).hasSize(3);
        }
    }

    @InEveryMode
    void shouldEndWithThePool(Mode mode) {
        WorkerPool pool = pool(mode, 2);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<FanResults<Integer, Integer>> results = new AtomicReference<>();
        Thread caller = new Thread(() -> results.set(pool.map(numbers(100), number -> {
            begun.countDown();
            Thread.sleep(60_000);
            return number;
        })));
        caller.start();
        Await.zero(begun, pool);
        pool.close(Duration.ZERO);
        Await.end(caller);

        assertThat(results.get().size()).isEqualTo(100);
        assertThat(results.get().failures()).hasSize(100);
        assertThat(results.get().get(99).outcome()).isInstanceOf(Outcome.HandedBack.class);
        assertThat(results.get().get(99).failure()).isInstanceOf(CancellationException.class);
    }

    @InEveryMode
    void shouldBeRunToItsEndByAPatientClose(Mode mode) {
        WorkerPool pool = pool(mode, 2);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<FanResults<Integer, Integer>> results = new AtomicReference<>();
        Thread caller = new Thread(() -> results.set(pool.map(numbers(200), number -> {
            begun.countDown();
            Thread.sleep(1);
            return number;
        })));
        caller.start();
        Await.zero(begun, pool);
        assertThat(pool.close(Duration.ofSeconds(20)).handedBack()).isEmpty();
        Await.end(caller);

        assertThat(results.get().values()).isEqualTo(numbers(200));
    }

    // ---- context and isolation

    @Test
    void shouldRunInTheContextOfItsCaller() {
        ThreadLocal<String> context = new ThreadLocal<>();
        try (WorkerPool pool = Mode.COOPERATIVE
                .pool("context", 2)
                .contextPropagation(job -> {
                    String captured = context.get();
                    return () -> {
                        context.set(captured);
                        try {
                            job.run();
                        } finally {
                            context.remove();
                        }
                    };
                })
                .build()) {
            context.set("caller's");
            assertThat(pool.map(numbers(1_000), number -> {
                                if (number % 100 == 0) {
                                    Thread.sleep(1);
                                }
                                return context.get();
                            })
                            .values())
                    .containsOnly("caller's");
            context.remove();
        }
    }

    @Test
    void shouldNotLeakAnInterruptFromOneInputToTheNext() {
        try (WorkerPool pool = pool(2)) {
            assertThat(pool.map(numbers(1_000), number -> {
                                boolean interrupted = Thread.currentThread().isInterrupted();
                                Thread.currentThread().interrupt();
                                return interrupted;
                            })
                            .values())
                    .containsOnly(false);
        }
    }

    // ---- bad input

    @Test
    void shouldRefuseWhatCannotBe() {
        try (WorkerPool pool = pool(1)) {
            AtomicInteger ran = new AtomicInteger();
            assertThatThrownBy(() -> pool.map((List<Integer>) null, number -> ran.incrementAndGet()))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("inputs");
            assertThatThrownBy(() -> pool.map(numbers(1), null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("mapper");
            assertThatThrownBy(() -> pool.map(numbers(1), number -> ran.incrementAndGet(), null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("policy");
            assertThatThrownBy(() -> pool.map(Arrays.asList(1, null), number -> ran.incrementAndGet()))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("inputs[1]");
            assertThatThrownBy(() -> FanOut.collectAll().atMost(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("atMost must be >= 1, was 0");
            assertThatThrownBy(() -> FanOut.failFast().buffer(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("buffer must be >= 1, was -1");
            assertThatThrownBy(() -> FanOut.failFast().within(Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("within must be > 0, was PT0S");
            assertThatThrownBy(() -> FanOut.failFast()
                            .each(JobOptions.startWithin(Duration.ofSeconds(1)).admitByPrediction()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("admitByPrediction");
            assertThatThrownBy(() -> pool.map(numbers(2), number -> number).get(2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(ran.get()).isZero();
        }
    }
}
