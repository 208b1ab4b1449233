package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Pipeline;
import dev.millrace.pool.Producer;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Consumers that are workers of the same pool never wait for what only they could run. */
@Guarded
class NestedFanInTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static WorkerPool pool(Mode mode, int workers, int capacity) {
        return mode.pool("fan", Math.max(workers, mode.leastWorkers()))
                .queueCapacity(capacity)
                .build();
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldEndNestedFiveDeep(Mode mode, int workers) throws Exception {
        for (int capacity : new int[] {1, 2, 100}) {
            try (WorkerPool pool = pool(mode, workers, capacity)) {
                assertThat(pool.submit(() -> leaves(pool, 5)).get(50, TimeUnit.SECONDS))
                        .isEqualTo(3 * 3 * 3 * 3 * 3);
                Await.asleep(pool, pool.stats().workers().target());
                assertThat(pool.stats().fans().open()).isZero();
            }
        }
    }

    private static int leaves(WorkerPool pool, int depth) throws InterruptedException {
        if (depth == 0) {
            return 1;
        }
        int sum = 0;
        try (FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                numbers(3),
                number -> leaves(pool, depth - 1),
                FanOut.collectAll().buffer(1))) {
            for (var next = fan.next(); next.isPresent(); next = fan.next()) {
                sum += next.get().value();
            }
        }
        return sum;
    }

    @InEveryMode
    void shouldEndAPipelineOnTheOnlyWorker(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 1, 1);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            List<Integer> out = pool.submit(() -> {
                        try (Pipeline<Integer> pipe = pool.pipeline(numbers(100))
                                .stage("one", 3, 1, number -> number + 1)
                                .stage("two", 64, 1, number -> 2 * number)
                                .stage("three", 1, 1, number -> number)
                                .buffer(1)
                                .open()) {
                            return pipe.stream().toList();
                        }
                    })
                    .get(50, TimeUnit.SECONDS);
            assertThat(out).hasSize(100).contains(2, 200);
            held.open();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "DEDICATED_2", mode = EnumSource.Mode.EXCLUDE)
    void shouldRunProducersInPlaceWhenNobodyElseCan(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 1, 10)) {
            List<Integer> out = pool.submit(() -> {
                        List<Producer<Integer>> producers = numbers(10).stream()
                                .map(i -> (Producer<Integer>) emitter -> {
                                    emitter.emit(i);
                                    emitter.emit(i);
                                })
                                .toList();
                        try (FanIn<Integer> fan =
                                pool.fanIn(producers, FanOut.collectAll().buffer(2))) {
                            return fan.stream().toList();
                        }
                    })
                    .get(50, TimeUnit.SECONDS);
            assertThat(out).hasSize(20);
        }
    }

    @Test
    void shouldRefuseAnEmitterThatCouldNeverGoOn() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("fan", 1).build()) {
            Producer<Integer> three = out -> {
                out.emit(1);
                out.emit(2);
                out.emit(3);
            };
            pool.submit(() -> {
                        FanIn<Integer> fan =
                                pool.fanIn(List.of(three), FanOut.collectAll().buffer(2));
                        assertThat(fan.next()).contains(1);
                        assertThat(fan.next()).contains(2);
                        assertThatThrownBy(fan::next)
                                .isInstanceOf(FanOutException.class)
                                .hasCauseInstanceOf(IllegalStateException.class)
                                .hasMessageContaining(
                                        "the buffer of 2 is full, and its consumer itself runs this producer in place");
                        return null;
                    })
                    .get(50, TimeUnit.SECONDS);
        }
    }

    /** Others can run them: then the consumer waits, as any other. */
    @InEveryMode
    void shouldLetOthersRunProducersThatWait(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("fan", 3).build()) {
            for (int round = 0; round < 50; round++) {
                int sum = pool.submit(() -> {
                            Producer<Integer> many = out -> {
                                for (int i = 0; i < 50; i++) {
                                    out.emit(1);
                                }
                            };
                            try (FanIn<Integer> fan = pool.fanIn(
                                    List.of(many, many, many),
                                    FanOut.collectAll().buffer(1))) {
                                int all = 0;
                                for (int one : fan) {
                                    all += one;
                                }
                                return all;
                            }
                        })
                        .get(50, TimeUnit.SECONDS);
                assertThat(sum).isEqualTo(150);
            }
        }
    }

    /** A spare is hired for it, though no other worker is there. */
    @Test
    void shouldHaveASpareRunProducersThatWait() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("fan").workers(1, 2).build()) {
            int sum = pool.submit(() -> {
                        Producer<Integer> many = out -> {
                            for (int i = 0; i < 50; i++) {
                                out.emit(1);
                            }
                        };
                        int all = 0;
                        for (int one : pool.fanIn(
                                List.of(many, many), FanOut.collectAll().buffer(1))) {
                            all += one;
                        }
                        return all;
                    })
                    .get(50, TimeUnit.SECONDS);
            assertThat(sum).isEqualTo(100);
        }
    }

    /** The consumer goes on elsewhere than the worker that began to read. */
    @Test
    void shouldGoOnWhenTheConsumerLeavesTheWorker() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("fan", 1).queueCapacity(1).build()) {
            FanIn<FanResult<Integer, Integer>> fan = pool.submit(() -> {
                        FanIn<FanResult<Integer, Integer>> open = pool.mapAsCompleted(
                                numbers(50),
                                number -> number,
                                FanOut.collectAll().buffer(1));
                        pool.tryExecute(() -> {}); // the queue is full
                        open.next();
                        return open;
                    })
                    .get(50, TimeUnit.SECONDS);
            int count = 1;
            while (fan.next().isPresent()) {
                count++;
            }
            assertThat(count).isEqualTo(50);
        }
    }

    @Test
    void shouldEndWhereTheCallerRunsWhatIsRefused() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("fan", 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.callerRuns())
                        .build();
                Gate held = Gate.holding(pool, 1)) {
            pool.execute(() -> {});
            AtomicInteger ran = new AtomicInteger();
            FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    numbers(20),
                    number -> ran.incrementAndGet(),
                    FanOut.collectAll().buffer(2));
            assertThat(ran.get())
                    .as("it ran here, and came back as soon as there was a result")
                    .isPositive();
            assertThat(fan.next()).isPresent();
            held.open();
            int count = 1;
            while (fan.next().isPresent()) {
                count++;
            }
            assertThat(count).isEqualTo(20);
        }
    }
}
