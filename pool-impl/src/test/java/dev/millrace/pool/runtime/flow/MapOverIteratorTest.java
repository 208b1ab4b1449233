package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** map over inputs that come one by one. */
@Guarded
class MapOverIteratorTest {
    private static Stream<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed();
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldGiveAllResultsInTheOrderOfTheInputs(Mode mode, int workers) {
        AtomicInteger closed = new AtomicInteger();
        try (WorkerPool pool = mode.pool("map", workers).build()) {
            FanResults<Integer, Integer> results = pool.map(
                    numbers(2_000).onClose(closed::incrementAndGet), number -> 2 * number, FanOut.collectAll());
            assertThat(results.size()).isEqualTo(2_000);
            assertThat(results.values())
                    .containsExactlyElementsOf(numbers(2_000).map(i -> 2 * i).toList());
            assertThat(results.get(7).index()).isEqualTo(7);
            assertThat(results.get(7).input()).isEqualTo(7);
            assertThat(results.failures()).isEmpty();
            assertThat(results.efficiency().jobs()).isEqualTo(2_000);
            assertThat(closed).hasValue(1);
            assertThat(pool.map(numbers(0).iterator(), number -> number, FanOut.collectAll())
                            .size())
                    .isZero();
            assertThat(pool.stats().fans().open()).isZero();
        }
    }

    @InEveryMode
    void shouldRunOnTheOnlyWorkerInsideAJob(Mode mode) throws Exception {
        try (WorkerPool pool =
                        mode.pool("map", mode.leastWorkers()).queueCapacity(1).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            int sum = pool.submit(() -> pool
                            .map(
                                    numbers(10).iterator(),
                                    i -> pool.map(numbers(10).iterator(), j -> 1, FanOut.collectAll())
                                            .values()
                                            .size(),
                                    FanOut.collectAll())
                            .values()
                            .stream()
                            .mapToInt(i -> i)
                            .sum())
                    .get(50, TimeUnit.SECONDS);
            assertThat(sum).isEqualTo(100);
            held.open();
        }
    }

    @Test
    void shouldStopReadingAtTheFirstFailureUnderFailFast() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("map", 2).build()) {
            FanResults<Integer, Integer> results = pool.map(
                    Stream.iterate(0, i -> i + 1),
                    number -> {
                        if (number == 10) {
                            throw new IOException("ten");
                        }
                        return number;
                    },
                    FanOut.failFast());
            assertThat(results.size()).isGreaterThanOrEqualTo(11);
            assertThat(results.get(10).failure()).hasMessage("ten");
            assertThatThrownBy(results::values)
                    .isInstanceOf(FanOutException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldThrowWhatTheIteratorThrows() {
        AtomicInteger closed = new AtomicInteger();
        IllegalStateException broken = new IllegalStateException("broken");
        try (WorkerPool pool = Mode.COOPERATIVE.pool("map", 2).build()) {
            Stream<Integer> inputs = Stream.iterate(0, i -> i + 1)
                    .map(i -> {
                        if (i == 100) {
                            throw broken;
                        }
                        return i;
                    })
                    .onClose(closed::incrementAndGet);
            assertThatThrownBy(() -> pool.map(inputs, number -> number, FanOut.collectAll()))
                    .isSameAs(broken);
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void shouldCancelWhatIsLeftWhenTheCallerIsInterrupted() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("map", 2).build()) {
            Thread caller = Thread.currentThread();
            FanResults<Integer, Integer> results = pool.map(
                    Stream.iterate(0, i -> i + 1),
                    number -> {
                        if (number == 1) {
                            caller.interrupt();
                        }
                        Thread.sleep(100_000);
                        return number;
                    },
                    FanOut.collectAll());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(results.size()).isEqualTo(2);
            assertThat(results).allMatch(result -> result.outcome() instanceof Outcome.Cancelled);
        }
    }

    @Test
    void shouldEndAtTheDeadline() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("map", 2).build();
                Gate stubborn = new Gate()) {
            FanResults<Integer, Integer> results = pool.map(
                    Stream.iterate(0, i -> i + 1),
                    number -> {
                        stubborn.awaitUninterruptibly();
                        return number;
                    },
                    FanOut.collectAll().within(Duration.ofMillis(100)));
            assertThat(stubborn.isOpen()).isFalse();
            assertThat(results.size()).isEqualTo(2);
            assertThat(results.failures())
                    .extracting(FanResult::outcome)
                    .allMatch(outcome -> outcome instanceof Outcome.TimedOut);
        }
    }
}
