package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanInStats;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Pipeline;
import dev.millrace.pool.Producer;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input is accounted for once, and no more wait than may, whatever comes between. */
@Guarded
@SuppressWarnings("ThreadPriorityCheck")
class FlowUnderStressTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static void pause(SplittableRandom random, int oneIn) {
        if (random.nextInt(oneIn) == 0) {
            Thread.yield();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldAccountForEveryInputOnceAndKeepTheBound(Mode mode, int workers, Seed seed) throws Exception {
        try (WorkerPool pool = mode.pool("fan", workers).queueCapacity(4).build()) {
            for (int round = 0; round < Scale.rounds(60); round++) {
                SplittableRandom random = seed.random(round);
                int count = random.nextInt(400);
                int width = 1 + random.nextInt(5);
                int buffer = 1 + random.nextInt(4);
                boolean failsFast = random.nextInt(4) == 0;
                int failsAt = random.nextInt(800);
                int closesAt = random.nextInt(3) == 0 ? random.nextInt(400) : Integer.MAX_VALUE;
                boolean budget = random.nextInt(4) == 0;
                Ledger ledger = new Ledger(count + 1);
                AtomicLong started = new AtomicLong();
                AtomicLong taken = new AtomicLong();
                AtomicBoolean broken = new AtomicBoolean();
                AtomicInteger now = new AtomicInteger();
                FanOut policy = (failsFast ? FanOut.failFast() : FanOut.collectAll())
                        .atMost(width)
                        .buffer(buffer)
                        .each(budget ? JobOptions.none().runWithin(Duration.ofSeconds(30)) : JobOptions.none());
                FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                        numbers(count),
                        number -> {
                            if (started.incrementAndGet() - taken.get() > width + buffer + 1
                                    || now.incrementAndGet() > width) {
                                broken.set(true);
                            }
                            ledger.ran(number);
                            Thread.yield();
                            now.decrementAndGet();
                            if (number == failsAt) {
                                throw new IOException("at " + number);
                            }
                            return number;
                        },
                        policy);
                BitSet seen = new BitSet();
                for (Optional<FanResult<Integer, Integer>> next = fan.next(); next.isPresent(); next = fan.next()) {
                    taken.incrementAndGet();
                    int index = next.get().index();
                    assertThat(seen.get(index)).as("twice: %d", index).isFalse();
                    seen.set(index);
                    boolean begun = next.get().outcome().trace().worker() != null;
                    if (next.get().outcome() instanceof Outcome.Cancelled) { // perhaps at its very beginning
                        assertThat(ledger.runs(index)).isLessThanOrEqualTo(begun ? 1 : 0);
                    } else {
                        assertThat(ledger.runs(index)).isEqualTo(begun ? 1 : 0);
                    }
                    if (!next.get().succeeded()) {
                        assertThat(index == failsAt || next.get().outcome() instanceof Outcome.Cancelled)
                                .isTrue();
                    }
                    FanInStats stats = fan.stats();
                    assertThat(stats.running() + stats.heldBack()).isLessThanOrEqualTo(width);
                    assertThat(stats.started() - stats.taken()).isLessThanOrEqualTo(width + buffer);
                    if (seen.cardinality() == closesAt) {
                        fan.close();
                    }
                    pause(random, 5);
                }
                if (closesAt >= count) {
                    assertThat(seen.cardinality()).isEqualTo(count);
                }
                assertThat(broken).isFalse();
                assertThat(fan.isDone()).isTrue();
            }
            Await.asleep(pool, pool.stats().workers().target());
            assertThat(pool.stats().depth().total()).isZero();
            assertThat(pool.stats().fans().open()).isZero();
        }
    }

    /** Others fill the pool all the time, so that turns are refused: no one is lost. */
    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldGoOnThoughThePoolIsFull(Mode mode, int workers, Seed seed) throws Exception {
        try (WorkerPool pool = mode.pool("fan", workers).queueCapacity(1).build()) {
            AtomicBoolean over = new AtomicBoolean();
            Thread filler = new Thread(() -> {
                while (!over.get()) {
                    if (!pool.tryExecute(Jobs.NOTHING)) {
                        Thread.yield();
                    }
                }
            });
            filler.start();
            try {
                for (int round = 0; round < Scale.rounds(10); round++) {
                    SplittableRandom random = seed.random(round);
                    try (Pipeline<Integer> pipeline = pool.pipeline(numbers(100))
                            .stage("one", 1 + random.nextInt(3), 1, number -> number)
                            .stage("two", 1 + random.nextInt(3), 1 + random.nextInt(3), number -> number)
                            .buffer(1 + random.nextInt(2))
                            .open()) {
                        BitSet seen = new BitSet();
                        for (Optional<Integer> next = pipeline.next(); next.isPresent(); next = pipeline.next()) {
                            seen.set(next.get());
                            pause(random, 3);
                        }
                        assertThat(seen.cardinality()).isEqualTo(100);
                    }
                }
            } finally {
                over.set(true);
                filler.join();
            }
        }
    }

    /** Submitters wait in line all the time, so there is never room for who only tries: turns stand in line with them. */
    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldComeToItsTurnsWhileSubmittersWait(Mode mode, int workers) throws Exception {
        try (WorkerPool pool = mode.pool("fan", workers).queueCapacity(1).build()) {
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> submitters = numbers(4).stream()
                    .map(i -> new Thread(() -> {
                        while (!over.get()) {
                            pool.execute(Jobs.NOTHING);
                        }
                    }))
                    .toList();
            submitters.forEach(Thread::start);
            try (FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                    numbers(100),
                    number -> number,
                    FanOut.collectAll().atMost(1).buffer(1))) {
                for (int i = 0; i < 100; i++) {
                    assertThat(fan.next(Duration.ofSeconds(20))).isPresent();
                }
            } finally {
                over.set(true);
                Await.end(submitters);
            }
            Await.asleep(pool, pool.stats().workers().target());
            assertThat(pool.stats().depth().total()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andSeveralWorkers")
    void shouldHandOverEveryValueOfEveryProducer(Mode mode, int workers, Seed seed) throws Exception {
        try (WorkerPool pool = mode.pool("fan", workers).build()) {
            for (int round = 0; round < Scale.rounds(40); round++) {
                SplittableRandom random = seed.random(round);
                int producers = 1 + random.nextInt(6);
                int each = random.nextInt(200);
                int closesAt = random.nextInt(3) == 0 ? random.nextInt(200) : Integer.MAX_VALUE;
                AtomicInteger emitted = new AtomicInteger();
                List<Producer<Integer>> all = numbers(producers).stream()
                        .map(p -> (Producer<Integer>) out -> {
                            for (int i = 0; i < each; i++) {
                                out.emit(p * each + i);
                                emitted.incrementAndGet();
                            }
                        })
                        .toList();
                int buffer = 1 + random.nextInt(3);
                FanIn<Integer> fan = pool.fanIn(all, FanOut.collectAll().buffer(buffer));
                BitSet seen = new BitSet();
                for (Optional<Integer> next = fan.next(); next.isPresent(); next = fan.next()) {
                    assertThat(seen.get(next.get())).isFalse();
                    seen.set(next.get());
                    if (seen.cardinality() == closesAt) {
                        fan.close();
                    }
                    pause(random, 4);
                }
                if (closesAt > producers * each) {
                    assertThat(seen.cardinality()).isEqualTo(producers * each);
                    assertThat(emitted).hasValue(producers * each);
                }
            }
            Await.asleep(pool, workers);
            assertThat(pool.stats().fans().open()).isZero();
        }
    }

    /** A job that begins while the fan-in is closed is found by the close, or finds it. */
    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andSeveralWorkers")
    void shouldStopEveryJobThatBeginsWhileItIsClosed(Mode mode, int workers, Seed seed) throws Exception {
        AtomicInteger missed = new AtomicInteger();
        try (WorkerPool pool = mode.pool("fan", workers).build()) {
            for (int round = 0; round < Scale.rounds(2_000); round++) {
                AtomicBoolean closed = new AtomicBoolean();
                FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                        IntStream.iterate(0, i -> i + 1).iterator(),
                        number -> {
                            if (closed.get() && !Thread.currentThread().isInterrupted()) {
                                missed.incrementAndGet();
                            }
                            return number;
                        },
                        FanOut.collectAll().buffer(64));
                for (int left = seed.random(round).nextInt(10); left >= 0; left--) {
                    fan.next();
                }
                fan.close();
                closed.set(true);
            }
            Await.asleep(pool, workers);
        }
        assertThat(missed).hasValue(0);
    }

    /** The pool is closed in the middle, one way or another: the consumer comes to an end. */
    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldEndWhenThePoolIsClosedInTheMiddle(Mode mode, int workers, Seed seed) throws Exception {
        for (int round = 0; round < Scale.rounds(30); round++) {
            SplittableRandom random = seed.random(round);
            int way = random.nextInt(4);
            int closesAt = random.nextInt(50);
            try (WorkerPool pool = mode.pool("fan", workers).queueCapacity(2).build()) {
                FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                        numbers(200),
                        number -> {
                            Thread.yield();
                            return number;
                        },
                        FanOut.collectAll().buffer(1 + random.nextInt(3)));
                Thread closer = null;
                BitSet seen = new BitSet();
                for (Optional<FanResult<Integer, Integer>> next = fan.next(); next.isPresent(); next = fan.next()) {
                    FanResult<Integer, Integer> result = next.get();
                    assertThat(seen.get(result.index())).isFalse();
                    seen.set(result.index());
                    assertThat(result.succeeded()
                                    || result.outcome() instanceof Outcome.HandedBack
                                    || result.outcome() instanceof Outcome.Cancelled)
                            .as("%s", result)
                            .isTrue();
                    if (seen.cardinality() == closesAt + 1) {
                        closer = new Thread(() -> {
                            switch (way) {
                                case 0 -> pool.close(Duration.ZERO);
                                case 1 -> pool.close();
                                case 2 -> pool.asExecutorService().shutdownNow();
                                default -> pool.asExecutorService().shutdown();
                            }
                        });
                        closer.start();
                    }
                    pause(random, 2);
                }
                assertThat(seen.cardinality()).isEqualTo(200);
                if (closer != null) {
                    closer.join();
                }
            }
        }
    }
}
