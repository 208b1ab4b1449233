package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Guarded
class MapAsCompletedTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static <T> List<T> all(FanIn<T> fan) {
        List<T> all = new ArrayList<>();
        fan.forEach(all::add);
        return all;
    }

    private static WorkerPool pool(int workers) {
        return Mode.COOPERATIVE.pool("fan", workers).build();
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldGiveEachResultOnce(Mode mode, int workers) throws Exception {
        try (WorkerPool pool = mode.pool("fan", workers).build()) {
            FanIn<FanResult<Integer, Integer>> fan =
                    pool.mapAsCompleted(numbers(1_000), number -> 2 * number, FanOut.collectAll());

            List<FanResult<Integer, Integer>> results = all(fan);

            assertThat(results).extracting(FanResult::index).containsExactlyInAnyOrderElementsOf(numbers(1_000));
            assertThat(results).allSatisfy(result -> {
                assertThat(result.input()).isEqualTo(result.index());
                assertThat(result.value()).isEqualTo(2 * result.index());
                assertThat(result.outcome().trace().worker()).startsWith("millrace-fan-");
            });
            assertThat(fan.isDone()).isTrue();
            assertThat(fan.stats().closed()).isTrue();
            assertThat(fan.stats().started()).isEqualTo(1_000);
            assertThat(fan.stats().taken()).isEqualTo(1_000);
            assertThat(fan.efficiency().jobs()).isEqualTo(1_000);
            Await.asleep(pool, workers);
            assertThat(pool.stats().depth().total()).isZero();
            assertThat(pool.stats().fans().open()).isZero();
        }
    }

    @InEveryMode
    void shouldGiveResultsInTheOrderInWhichTheyAreReady(Mode mode) throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (WorkerPool pool = mode.pool("fan", 2).build();
                FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                        numbers(5),
                        number -> {
                            if (number == 0) {
                                slow.await();
                            }
                            return number;
                        },
                        FanOut.collectAll())) {
            for (int i = 1; i < 5; i++) {
                assertThat(fan.next().orElseThrow().index()).isEqualTo(i);
            }
            assertThat(fan.next(Duration.ofMillis(1))).isEmpty();
            assertThat(fan.isDone()).isFalse();
            slow.countDown();
            assertThat(fan.next().orElseThrow().index()).isZero();
            assertThat(fan.next()).isEmpty();
            assertThat(fan.next(Duration.ofDays(1))).isEmpty();
            assertThat(fan.isDone()).isTrue();
        }
    }

    @Test
    void shouldTellFailuresInTheResults() {
        try (WorkerPool pool = pool(2)) {
            List<FanResult<Integer, Integer>> results = all(pool.mapAsCompleted(
                    numbers(4),
                    number -> {
                        if (number == 1) {
                            throw new IOException("one");
                        }
                        if (number == 2) {
                            throw new StackOverflowError("two");
                        }
                        return number == 3 ? null : number;
                    },
                    FanOut.collectAll()));
            results.sort((a, b) -> a.index() - b.index());
            assertThat(results.get(0).value()).isZero();
            assertThat(results.get(1).failure()).isInstanceOf(IOException.class).hasMessage("one");
            assertThat(results.get(2).failure()).isInstanceOf(StackOverflowError.class);
            assertThat(results.get(3).succeeded()).isTrue();
            assertThat(results.get(3).value()).isNull();
        }
    }

    @Test
    void shouldStartNoMoreThanTheBufferAndTheWidthHold() throws Exception {
        try (WorkerPool pool = pool(4)) {
            AtomicInteger started = new AtomicInteger();
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    numbers(100),
                    number -> started.incrementAndGet(),
                    FanOut.collectAll().atMost(2).buffer(3));
            for (int taken = 0; taken <= 90; taken++) {
                int expected = Math.min(100, 5 + taken);
                Await.until(() -> fan.stats().heldBack() == 2, () -> fan.stats().toString());
                assertThat(started).hasValue(expected);
                assertThat(fan.stats().buffered()).isEqualTo(3);
                assertThat(fan.stats().running()).isZero();
                assertThat(pool.stats().fans().open()).isEqualTo(1);
                assertThat(pool.stats().fans().outPending()).isEqualTo(5);
                assertThat(pool.explain()).contains("1 open, 5 results wait for their consumers");
                assertThat(pool.stats().depth().total()).as("no worker waits").isZero();
                fan.next();
            }
            fan.close();
            Await.asleep(pool, 4);
            assertThat(pool.stats().fans().open()).isZero();
        }
    }

    @Test
    void shouldReadAnInputOnlyWhenAJobCanBeStartedForIt() throws Exception {
        try (WorkerPool pool = pool(2)) {
            AtomicInteger read = new AtomicInteger();
            Iterator<Integer> endless = IntStream.iterate(0, i -> i + 1)
                    .peek(i -> read.incrementAndGet())
                    .iterator();
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    endless, number -> number, FanOut.collectAll().buffer(1));
            Await.until(() -> fan.stats().heldBack() == 2, () -> fan.stats().toString());
            assertThat(fan.stats().started()).isEqualTo(3);
            assertThat(read).as("the stream itself reads one ahead").hasValueLessThanOrEqualTo(4);
            fan.close();
            assertThat(fan.next()).isEmpty();
        }
    }

    @Test
    void shouldNotKeepResultsFromTheConsumerWhileTheSourceBlocks() throws Exception {
        BlockingQueue<Integer> source = new LinkedBlockingQueue<>(List.of(1, 2));
        try (WorkerPool pool = pool(3);
                FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                        Stream.generate(() -> take(source)), number -> number, FanOut.collectAll())) {
            assertThat(List.of(
                            fan.next().orElseThrow().value(),
                            fan.next().orElseThrow().value()))
                    .containsExactlyInAnyOrder(1, 2);
            Await.until(() -> pool.stats().workers().sleeping() == 2, pool::explain);
            source.add(3);
            assertThat(fan.next().orElseThrow().value()).isEqualTo(3);
        }
    }

    private static int take(BlockingQueue<Integer> source) {
        try {
            return source.take();
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        }
    }

    @Test
    void shouldThrowWhatTheSourceThrewAfterTheResultsThatWereRead() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        Iterator<Integer> source = Stream.concat(Stream.of(1, 2), Stream.generate(() -> {
                    throw broken;
                }))
                .map(Integer.class::cast)
                .iterator();
        try (WorkerPool pool = pool(1)) {
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(source, number -> number, FanOut.collectAll());
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> fan.forEach(result -> seen.add(result.index())))
                    .isSameAs(broken);
            assertThat(seen).containsExactly(0, 1);
            assertThat(fan.isDone()).isTrue();
        }
    }

    @Test
    void shouldCloseAStreamOnceAtTheEndAndAtAnEarlyClose() throws Exception {
        try (WorkerPool pool = pool(2)) {
            AtomicInteger closed = new AtomicInteger();
            FanIn<FanResult<Integer, Integer>> whole = pool.mapAsCompleted(
                    numbers(10).stream().onClose(closed::incrementAndGet), number -> number, FanOut.collectAll());
            assertThat(all(whole)).hasSize(10);
            whole.close();
            Await.until(() -> closed.get() == 1, () -> "not closed");

            FanIn<FanResult<Integer, Integer>> part = pool.mapAsCompleted(
                    Stream.iterate(0, i -> i + 1).onClose(closed::incrementAndGet), n -> n, FanOut.collectAll());
            part.next();
            part.close();
            part.close();
            assertThat(closed).hasValue(2);
        }
    }

    @Test
    void shouldCancelTheRestAfterTheFirstFailureUnderFailFast() throws Exception {
        try (WorkerPool pool = pool(2)) {
            CountDownLatch running = new CountDownLatch(1);
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    Stream.iterate(0, i -> i + 1),
                    number -> {
                        if (number == 0) {
                            running.countDown();
                            Thread.sleep(100_000);
                        }
                        running.await();
                        throw new IOException("first");
                    },
                    FanOut.failFast());
            List<FanResult<Integer, Integer>> results = all(fan);
            assertThat(results).hasSize(2);
            assertThat(results.get(0).failure()).hasMessage("first");
            assertThat(results.get(1).index()).isZero();
            assertThat(results.get(1).outcome()).isInstanceOf(Outcome.Cancelled.class);
        }
    }

    @Test
    void shouldAccountForEveryInputOfACollectionUnderFailFast() {
        try (WorkerPool pool = pool(2)) {
            List<FanResult<Integer, Integer>> results = all(pool.mapAsCompleted(
                    numbers(100),
                    number -> {
                        throw new IOException("each");
                    },
                    FanOut.failFast()));
            assertThat(results).extracting(FanResult::index).containsExactlyInAnyOrderElementsOf(numbers(100));
            assertThat(results)
                    .filteredOn(result -> result.outcome() instanceof Outcome.Failed)
                    .hasSizeBetween(1, 2);
            assertThat(results)
                    .filteredOn(result -> result.outcome() instanceof Outcome.Cancelled)
                    .hasSizeBetween(98, 99);
        }
    }

    @Test
    void shouldEndAtTheDeadlineThoughJobsIgnoreTheirInterrupt() throws Exception {
        try (WorkerPool pool = pool(2);
                Gate stubborn = new Gate()) {
            long begin = System.nanoTime();
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    numbers(5),
                    number -> {
                        stubborn.awaitUninterruptibly();
                        return number;
                    },
                    FanOut.collectAll().within(Duration.ofMillis(50)));
            List<FanResult<Integer, Integer>> results = all(fan);
            long tookMillis = (System.nanoTime() - begin) / 1_000_000;

            assertThat(stubborn.isOpen()).isFalse();
            assertThat(tookMillis).isBetween(49L, 5_000L);
            assertThat(results).hasSize(5);
            assertThat(results.subList(0, 2)).allMatch(result -> result.outcome() instanceof Outcome.TimedOut);
            assertThat(results.subList(2, 5)).allMatch(result -> result.outcome() instanceof Outcome.Expired);
            assertThat(results.get(0).failure()).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void shouldLeaveTheConsumerItsTimeWhenAllJobsHaveEndedBeforeTheDeadline() throws Exception {
        try (WorkerPool pool = pool(1)) {
            FanIn<Integer> fan =
                    pool.fanIn(List.of(out -> out.emit(1)), FanOut.collectAll().within(Duration.ofMillis(300)));
            Await.until(() -> fan.stats().closed(), () -> fan.stats().toString());
            Thread.sleep(400); // the deadline has passed
            assertThat(fan.next()).contains(1);
            assertThat(fan.next()).isEmpty();
        }
    }

    @Test
    void shouldReadNoFurtherInputAfterTheDeadline() throws Exception {
        try (WorkerPool pool = pool(2)) {
            AtomicInteger read = new AtomicInteger();
            Iterator<Integer> inputs = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Integer next() {
                    return read.getAndIncrement();
                }
            };
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    inputs,
                    number -> {
                        Thread.sleep(100_000);
                        return number;
                    },
                    FanOut.collectAll().within(Duration.ofMillis(30)));
            List<FanResult<Integer, Integer>> results = all(fan);
            assertThat(results).hasSize(2).allMatch(result -> result.outcome() instanceof Outcome.TimedOut);
            Await.asleep(pool, 2);
            assertThat(read).hasValue(2);
        }
    }

    @Test
    void shouldEndAtTheDeadlineThoughTheSourceBlocks() throws Exception {
        try (WorkerPool pool = pool(2);
                Gate never = new Gate()) {
            Iterator<Integer> blocking = Stream.<Integer>generate(() -> {
                        never.awaitUninterruptibly();
                        return 1;
                    })
                    .iterator();
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    blocking, number -> number, FanOut.collectAll().within(Duration.ofMillis(300)));
            never.entered(pool);
            assertThat(all(fan)).isEmpty();
            assertThat(never.isOpen()).isFalse();
        }
    }

    @Test
    void shouldDeliverAResultWhenItsBudgetIsOverThoughTheJobGoesOn() throws Exception {
        try (WorkerPool pool = pool(2);
                Gate stubborn = new Gate()) {
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    numbers(3),
                    number -> {
                        if (number == 0) {
                            stubborn.awaitUninterruptibly();
                        }
                        return number;
                    },
                    FanOut.collectAll().each(JobOptions.none().runWithin(Duration.ofMillis(40))));
            List<FanResult<Integer, Integer>> results = all(fan);
            assertThat(stubborn.isOpen()).isFalse();
            assertThat(results).hasSize(3);
            assertThat(results.get(2).index()).isZero();
            assertThat(results.get(2).outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(results.get(2).outcome().trace().ran()).isBetween(Duration.ofMillis(40), Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldInterruptExactlyTheInputWhoseBudgetIsOver() throws Exception {
        try (WorkerPool pool = pool(1)) {
            List<FanResult<Integer, Boolean>> results = all(pool.mapAsCompleted(
                    numbers(6),
                    number -> {
                        if (number % 2 == 0) {
                            Thread.sleep(100_000);
                        }
                        return Thread.currentThread().isInterrupted();
                    },
                    FanOut.collectAll().each(JobOptions.none().runWithin(Duration.ofMillis(10)))));
            for (FanResult<Integer, Boolean> result : results) {
                if (result.index() % 2 == 0) {
                    assertThat(result.outcome()).isInstanceOf(Outcome.TimedOut.class);
                } else {
                    assertThat(result.value()).isFalse();
                }
            }
        }
    }

    @Test
    void shouldExpireInputsOfACollectionThatHaveNotStartedWithinTheirBudget() throws Exception {
        try (WorkerPool pool = pool(1);
                Gate stubborn = new Gate()) {
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    numbers(3),
                    number -> {
                        stubborn.awaitUninterruptibly();
                        return number;
                    },
                    FanOut.collectAll().each(JobOptions.startWithin(Duration.ofMillis(300))));
            stubborn.entered(pool);
            Await.until(() -> fan.stats().closed() || !stubborn.isOpen(), () -> "");
            assertThat(fan.next(Duration.ofMillis(600))).isEmpty();
            stubborn.open();
            List<FanResult<Integer, Integer>> results = new ArrayList<>();
            for (Optional<FanResult<Integer, Integer>> next = fan.next(); next.isPresent(); next = fan.next()) {
                results.add(next.get());
            }
            assertThat(results).hasSize(3);
            assertThat(results.get(0).value()).isZero();
            assertThat(results.subList(1, 3)).allSatisfy(result -> {
                assertThat(result.outcome()).isInstanceOf(Outcome.Expired.class);
                assertThat(result.outcome().trace().waited()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
            });
        }
    }

    @InEveryMode
    void shouldInterruptWhatRunsAndStartNothingFurtherWhenItIsClosed(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("fan", 2).build()) {
            CountDownLatch running = new CountDownLatch(2);
            AtomicInteger interrupted = new AtomicInteger();
            AtomicInteger started = new AtomicInteger();
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    numbers(100),
                    number -> {
                        started.incrementAndGet();
                        running.countDown();
                        try {
                            Thread.sleep(100_000);
                        } catch (InterruptedException e) {
                            interrupted.incrementAndGet();
                        }
                        return number;
                    },
                    FanOut.collectAll());
            Await.zero(running, pool);
            fan.close();
            assertThat(fan.isDone()).isTrue();
            assertThat(fan.next()).isEmpty();
            Await.asleep(pool, 2);
            assertThat(interrupted).hasValue(2);
            assertThat(started).hasValue(2);
            assertThat(pool.stats().depth().total()).isZero();
            assertThat(pool.stats().fans().open()).isZero();
        }
    }

    @Test
    void shouldNotWaitForJobsThatIgnoreTheirInterruptWhenItIsClosed() throws Exception {
        try (WorkerPool pool = pool(1);
                Gate stubborn = new Gate()) {
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    numbers(100),
                    number -> {
                        stubborn.awaitUninterruptibly();
                        return number;
                    },
                    FanOut.collectAll());
            stubborn.entered(pool);
            fan.close();
            assertThat(stubborn.isOpen()).isFalse();
            assertThat(fan.stats().closed()).isTrue();
        }
    }

    @Test
    void shouldLeaveNoThreadBlockedWhenItsConsumerForgetsIt() {
        try (WorkerPool pool = pool(2)) {
            pool.mapAsCompleted(numbers(100), number -> number, FanOut.collectAll());
            Await.asleep(pool, 2);
            assertThat(pool.stats().fans().outPending()).isBetween(0L, 4L);
        }
    }

    @Test
    void shouldKeepAnInterruptOfTheConsumerAndLoseNothing() throws Exception {
        try (WorkerPool pool = pool(1);
                Gate held = Gate.holding(pool, 1)) {
            FanIn<FanResult<Integer, Integer>> fan =
                    pool.mapAsCompleted(numbers(3), number -> number, FanOut.collectAll());
            Thread.currentThread().interrupt();
            assertThatThrownBy(fan::next).isInstanceOf(InterruptedException.class);
            held.open();
            assertThat(fan.next().orElseThrow().index()).isZero();
            assertThat(fan.next().orElseThrow().index()).isEqualTo(1);
            assertThat(fan.next().orElseThrow().index()).isEqualTo(2);
            assertThat(fan.next()).isEmpty();
        }
    }

    @Test
    void shouldCloseItWhenAnIteratorIsInterrupted() throws Exception {
        try (WorkerPool pool = pool(1);
                Gate held = Gate.holding(pool, 1)) {
            FanIn<FanResult<Integer, Integer>> fan =
                    pool.mapAsCompleted(numbers(3), number -> number, FanOut.collectAll());
            Iterator<FanResult<Integer, Integer>> results = fan.iterator();
            Thread.currentThread().interrupt();
            assertThatThrownBy(results::next).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(fan.isDone()).isTrue();
            held.open();
        }
    }

    @Test
    void shouldBeReadInOneWay() throws Exception {
        try (WorkerPool pool = pool(1)) {
            FanIn<FanResult<Integer, Integer>> fan =
                    pool.mapAsCompleted(numbers(3), number -> number, FanOut.collectAll());
            Iterator<FanResult<Integer, Integer>> results = fan.iterator();
            assertThat(results).isNotNull();
            assertThatThrownBy(fan::iterator).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(fan::stream)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the fan-in is read by an iterator already");
            assertThatThrownBy(fan::publisher).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(fan::next).isInstanceOf(IllegalStateException.class);
            fan.close();

            FanIn<FanResult<Integer, Integer>> second =
                    pool.mapAsCompleted(numbers(3), number -> number, FanOut.collectAll());
            try (Stream<FanResult<Integer, Integer>> stream = second.stream()) {
                assertThat(stream.limit(2)).hasSize(2);
            }
            assertThat(second.isDone()).isTrue();
        }
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        try (WorkerPool pool = pool(1)) {
            assertThatThrownBy(() -> pool.mapAsCompleted(Arrays.asList(1, null), n -> n, FanOut.collectAll()))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("inputs[1]");
            assertThatThrownBy(() -> pool.mapAsCompleted(List.of(), null, FanOut.collectAll()))
                    .hasMessage("mapper");
            assertThat(all(pool.mapAsCompleted(List.of(), n -> n, FanOut.collectAll())))
                    .isEmpty();
            List<FanResult<Object, Object>> one =
                    all(pool.mapAsCompleted(Arrays.asList((Object) null).iterator(), n -> n, FanOut.collectAll()));
            assertThat(one.get(0).failure())
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("input 0 is null");
        }
    }

    @Test
    void shouldBeRefusedByAClosedPool() {
        WorkerPool pool = pool(1);
        pool.close();
        AtomicBoolean closed = new AtomicBoolean();
        Stream<Integer> inputs = Stream.of(1).onClose(() -> closed.set(true));
        assertThatThrownBy(() -> pool.mapAsCompleted(inputs, number -> number, FanOut.collectAll()))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(closed).isTrue();
        assertThat(pool.stats().fans().open()).isZero();
    }
}
