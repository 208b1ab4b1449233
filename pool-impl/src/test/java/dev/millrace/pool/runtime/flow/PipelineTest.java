package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanOutException;
import dev.millrace.pool.Pipeline;
import dev.millrace.pool.PipelineBuilder;
import dev.millrace.pool.StageFailure;
import dev.millrace.pool.StageStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Guarded
@SuppressWarnings("ThreadPriorityCheck")
class PipelineTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static WorkerPool pool(int workers) {
        return Mode.COOPERATIVE.pool("pipe", workers).build();
    }

    private static <T> List<T> all(Pipeline<T> pipeline) {
        List<T> all = new ArrayList<>();
        pipeline.forEach(all::add);
        return all;
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldBringEachInputThroughAllStages(Mode mode, int workers) {
        try (WorkerPool pool = mode.pool("pipe", workers).build()) {
            for (int width : new int[] {1, 3, 64}) {
                Pipeline<String> pipeline = pool.pipeline(numbers(1_000))
                        .stage("add", width, number -> number + 1)
                        .stage("double", 2, 1, number -> 2 * number)
                        .stage("text", width, String::valueOf)
                        .open();
                assertThat(all(pipeline))
                        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 1_000)
                                .mapToObj(i -> String.valueOf(2 * i))
                                .toList());
                assertThat(pipeline.isDone()).isTrue();
                assertThat(pipeline.stages()).allSatisfy(stage -> {
                    assertThat(stage.started()).isEqualTo(1_000);
                    assertThat(stage.passed()).isEqualTo(1_000);
                    assertThat(stage.failed()).isZero();
                    assertThat(stage.running() + stage.buffered() + stage.heldBack())
                            .isZero();
                });
                assertThat(pipeline.stats().taken()).isEqualTo(1_000);
                assertThat(pipeline.explain()).contains("double").contains("1000 taken".replace("1000", "1,000"));
            }
            Await.asleep(pool, workers);
            assertThat(pool.stats().fans().open()).isZero();
            assertThat(pool.stats().depth().total()).isZero();
        }
    }

    /** One worker and widths of 1: order is kept. */
    @Test
    void shouldKeepTheOrderWhereEachStageRunsOneJobAtATime() {
        try (WorkerPool pool = pool(4)) {
            assertThat(all(pool.pipeline(numbers(500))
                            .stage("one", 1, number -> number)
                            .stage("two", 1, number -> number)
                            .open()))
                    .containsExactlyElementsOf(numbers(500));
        }
    }

    @Test
    void shouldHoldExactlyWhatItsBuffersAndWidthsHold() throws Exception {
        try (WorkerPool pool = pool(4)) {
            AtomicInteger read = new AtomicInteger();
            Stream<Integer> source = Stream.generate(read::incrementAndGet);
            Pipeline<Integer> pipeline = pool.pipeline(source)
                    .stage("first", 2, number -> number)
                    .stage("second", 3, 1, number -> number)
                    .stage("third", 1, 2, number -> number)
                    .buffer(1)
                    .open();
            // consumer 1 + third 1 held back + 2 before it + second 3 held back + 1 before it + first 2 held back
            for (int taken = 0; taken < 200; taken++) {
                int expected = 10 + taken;
                Await.until(
                        () -> pipeline.stages().stream()
                                        .mapToInt(StageStats::heldBack)
                                        .sum()
                                == 6,
                        pipeline::explain);
                List<StageStats> stages = pipeline.stages();
                assertThat(read.get()).isBetween(expected, expected + 1);
                assertThat(stages.get(0).started()).isEqualTo(expected);
                assertThat(stages).extracting(StageStats::buffered).containsExactly(0, 1, 2);
                assertThat(stages).extracting(StageStats::heldBack).containsExactly(2, 3, 1);
                assertThat(stages).extracting(StageStats::buffer).containsExactly(0, 1, 2);
                assertThat(stages).extracting(StageStats::running).containsOnly(0);
                assertThat(pool.stats().depth().total()).isZero();
                pipeline.next();
            }
            pipeline.close();
            Await.asleep(pool, 4);
            assertThat(read.get()).isBetween(209, 212);
        }
    }

    @Test
    void shouldNotRunMoreJobsOfAStageThanItsWidth() {
        try (WorkerPool pool = pool(4)) {
            AtomicInteger[] now = {new AtomicInteger(), new AtomicInteger()};
            AtomicInteger[] most = {new AtomicInteger(), new AtomicInteger()};
            all(pool.pipeline(numbers(300))
                    .stage("one", 1, number -> count(now[0], most[0], number))
                    .stage("two", 2, number -> count(now[1], most[1], number))
                    .open());
            assertThat(most[0]).hasValue(1);
            assertThat(most[1]).hasValue(2);
        }
    }

    private static int count(AtomicInteger now, AtomicInteger most, int number) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        Thread.yield();
        now.decrementAndGet();
        return number;
    }

    @Test
    void shouldCancelAllAtTheFirstFailure() throws Exception {
        try (WorkerPool pool = pool(2)) {
            CountDownLatch interrupted = new CountDownLatch(1);
            CountDownLatch running = new CountDownLatch(1);
            Pipeline<Integer> pipeline = pool.pipeline(numbers(100))
                    .stage("pass", 1, number -> number)
                    .stage("check", 2, number -> {
                        if (number == 0) {
                            running.countDown();
                            try {
                                Thread.sleep(100_000);
                            } finally {
                                interrupted.countDown();
                            }
                        }
                        running.await();
                        throw new IOException("number " + number);
                    })
                    .stage("never", 1, number -> (Integer) number)
                    .open();
            assertThatThrownBy(pipeline::next)
                    .isInstanceOfSatisfying(FanOutException.class, failure -> {
                        StageFailure cause = (StageFailure) failure.getCause();
                        assertThat(cause.stage()).isEqualTo("check");
                        assertThat(cause.input()).isEqualTo(1);
                        assertThat(cause).hasCauseInstanceOf(IOException.class);
                        assertThat(failure.failed()).isEqualTo(1);
                    })
                    .hasMessage("stage 'check' failed: java.io.IOException: number 1");
            Await.zero(interrupted, pool);
            Await.asleep(pool, 2);
            assertThat(pipeline.stages().get(2).started()).isZero();
            assertThat(pipeline.isDone()).isTrue();
            assertThat(pool.stats().fans().open()).isZero();
        }
    }

    @Test
    void shouldGoOnWithTheOthersWhereFailuresAreHandled() {
        try (WorkerPool pool = pool(2)) {
            Queue<StageFailure> failures = new ConcurrentLinkedQueue<>();
            Pipeline<Integer> pipeline = pool.pipeline(Arrays.asList(1, null, 2, 3, 4))
                    .stage("odd", 2, number -> number % 2 == 0 ? null : number)
                    .stage("small", 1, 1, number -> {
                        if (number == 3) {
                            throw new StackOverflowError();
                        }
                        return number;
                    })
                    .onFailure(failure -> {
                        failures.add(failure);
                        throw new IllegalStateException("a handler that throws does no harm");
                    })
                    .open();
            assertThat(all(pipeline)).containsExactly(1);
            assertThat(failures)
                    .extracting(failure -> failure.stage() + " " + failure.input() + " " + failure.getCause())
                    .containsExactlyInAnyOrder(
                            "odd null java.lang.NullPointerException: the source gave null as input 1",
                            "odd 2 java.lang.NullPointerException: stage 'odd' gave null",
                            "odd 4 java.lang.NullPointerException: stage 'odd' gave null",
                            "small 3 java.lang.StackOverflowError");
            assertThat(pipeline.stages()).extracting(StageStats::failed).containsExactly(3L, 1L);
        }
    }

    @Test
    void shouldThrowAtItsDeadlineThoughAJobIgnoresItsInterrupt() throws Exception {
        try (WorkerPool pool = pool(2);
                Gate stubborn = new Gate()) {
            Pipeline<Integer> pipeline = pool.pipeline(numbers(10))
                    .stage("stubborn", 1, number -> {
                        stubborn.awaitUninterruptibly();
                        return number;
                    })
                    .within(Duration.ofMillis(100))
                    .open();
            assertThatThrownBy(pipeline::next)
                    .isInstanceOf(FanOutException.class)
                    .hasMessage("the pipeline was not at its end within 100 ms")
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(stubborn.isOpen()).isFalse();
        }
    }

    @Test
    void shouldCancelWhatIsUnderWayWhenItIsClosed() throws Exception {
        try (WorkerPool pool = pool(3)) {
            CountDownLatch running = new CountDownLatch(3);
            AtomicInteger interrupted = new AtomicInteger();
            AtomicInteger closed = new AtomicInteger();
            Pipeline<Integer> pipeline = pool.pipeline(
                            Stream.iterate(0, i -> i + 1).onClose(closed::incrementAndGet))
                    .stage("one", 2, number -> number < 2 ? number : sleep(running, interrupted))
                    .stage("two", 2, number -> sleep(running, interrupted))
                    .open();
            Await.zero(running, pool);
            pipeline.close();
            pipeline.close();
            assertThat(pipeline.next()).isEmpty();
            Await.asleep(pool, 3);
            assertThat(interrupted.get()).isBetween(3, 4);
            assertThat(closed).hasValue(1);
        }
    }

    private static int sleep(CountDownLatch running, AtomicInteger interrupted) {
        running.countDown();
        try {
            Thread.sleep(100_000);
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
        }
        return 0;
    }

    @Test
    void shouldThrowWhatItsSourceThrows() {
        IllegalStateException broken = new IllegalStateException("broken");
        try (WorkerPool pool = pool(2)) {
            Pipeline<Integer> pipeline = pool.<Integer>pipeline(Stream.generate(() -> {
                        throw broken;
                    }))
                    .stage("one", 1, number -> number)
                    .open();
            assertThatThrownBy(pipeline::next).isSameAs(broken);
            assertThatThrownBy(pipeline::next).isSameAs(broken);
        }
    }

    @Test
    void shouldRefuseADescriptionThatBreaksItsRules() {
        try (WorkerPool pool = pool(1)) {
            PipelineBuilder<Integer> pipe = pool.pipeline(numbers(1));
            assertThatThrownBy(pipe::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the pipeline has no stage");
            assertThatThrownBy(() -> pipe.stage("a b", 1, n -> n))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("stage name must be 1..64 characters of [A-Za-z0-9._-], was \"a b\"");
            assertThatThrownBy(() -> pipe.stage("x".repeat(65), 1, n -> n)).hasMessageContaining("(65 characters)");
            assertThatThrownBy(() -> pipe.stage("a", 0, n -> n))
                    .hasMessageStartingWith("width of stage 'a' must be >= 1, was 0");
            assertThatThrownBy(() -> pipe.stage("a", 1, 0, n -> n))
                    .hasMessageStartingWith("buffer of stage 'a' must be >= 1, was 0");
            assertThatThrownBy(() -> pipe.stage("a", 1, null)).hasMessage("mapper");
            assertThatThrownBy(() -> pipe.stage(null, 1, n -> n)).hasMessage("name");
            assertThatThrownBy(() -> pipe.within(Duration.ZERO)).hasMessage("within must be > 0, was PT0S");
            assertThatThrownBy(() -> pipe.buffer(0)).hasMessage("buffer must be >= 1, was 0");
            pipe.stage("a", 1, n -> n);
            assertThatThrownBy(() -> pipe.stage("a", 1, n -> n))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("stage name must be unique in its pipeline, was \"a\" again");
            assertThat(all(pipe.open())).containsExactly(0);
            assertThatThrownBy(pipe::open).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> pipe.stage("b", 1, n -> n)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldBeRefusedByAClosedPoolAndEndWithOneThatIsClosed() {
        WorkerPool pool = pool(2);
        Pipeline<Integer> pipeline = pool.pipeline(Stream.iterate(0, i -> i + 1))
                .stage("one", 2, number -> number)
                .stage("two", 2, number -> number)
                .open();
        Await.asleep(pool, 2);
        pool.close(Duration.ZERO);
        assertThatThrownBy(() -> all(pipeline))
                .isInstanceOf(FanOutException.class)
                .hasMessage("handed back: the pool was closed before the pipeline was at its end");
        assertThatThrownBy(
                        () -> pool.pipeline(numbers(1)).stage("one", 1, n -> n).open())
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.stats().fans().open()).isZero();
    }
}
