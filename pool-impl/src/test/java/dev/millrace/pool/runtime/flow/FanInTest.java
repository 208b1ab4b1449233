package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.Emitter;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Producer;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fan-ins of producers that emit many values. */
@Guarded
class FanInTest {
    private static WorkerPool pool(int workers) {
        return Mode.COOPERATIVE.pool("fan", workers).build();
    }

    private static Producer<Integer> range(int from, int to) {
        return out -> {
            for (int i = from; i < to; i++) {
                out.emit(i);
            }
        };
    }

    private static <T> List<T> all(FanIn<T> fan) {
        List<T> all = new ArrayList<>();
        fan.forEach(all::add);
        return all;
    }

    @InEveryMode
    void shouldGiveEachValueOnceAndThoseOfAProducerInOrder(Mode mode) {
        try (WorkerPool pool = mode.pool("fan", 2).build()) {
            List<Producer<Integer>> producers = IntStream.range(0, 5)
                    .mapToObj(i -> range(1_000 * i, 1_000 * (i + 1)))
                    .toList();
            FanIn<Integer> fan = pool.fanIn(producers, FanOut.collectAll().buffer(3));
            List<Integer> values = all(fan);
            assertThat(values).hasSize(5_000);
            for (int i = 0; i < 5; i++) {
                int producer = i;
                assertThat(values.stream().filter(value -> value / 1_000 == producer))
                        .containsExactlyElementsOf(IntStream.range(1_000 * i, 1_000 * (i + 1))
                                .boxed()
                                .toList());
            }
            assertThat(fan.failures()).isEmpty();
            assertThat(fan.stats().started()).isEqualTo(5);
            assertThat(fan.stats().ended()).isEqualTo(5);
            assertThat(fan.stats().taken()).isEqualTo(5_000);
        }
    }

    @Test
    void shouldShowThatProducersAreHeldBackAndHoldNoMoreThanTheBuffer() throws Exception {
        try (WorkerPool pool = pool(2)) {
            AtomicInteger emitted = new AtomicInteger();
            Producer<Integer> endless = out -> {
                while (true) {
                    out.emit(1);
                    emitted.incrementAndGet();
                }
            };
            FanIn<Integer> fan = pool.fanIn(
                    List.of(endless, endless, endless), FanOut.collectAll().buffer(4));
            for (int taken = 0; taken < 100; taken++) {
                Await.until(() -> fan.stats().heldBack() == 2, () -> fan.stats().toString());
                assertThat(fan.stats().buffered()).isEqualTo(4);
                assertThat(fan.stats().running()).isZero();
                assertThat(emitted.get()).isBetween(2 + taken, 4 + taken);
                fan.next();
            }
            fan.close();
            Await.asleep(pool, 2);
        }
    }

    @Test
    void shouldInterruptEmittersWhenItIsClosed() throws Exception {
        try (WorkerPool pool = pool(2)) {
            CountDownLatch interrupted = new CountDownLatch(2);
            Producer<Integer> endless = out -> {
                try {
                    while (true) {
                        out.emit(1);
                    }
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            };
            FanIn<Integer> fan = pool.fanIn(List.of(endless, endless, endless), FanOut.collectAll());
            fan.next();
            Await.until(() -> fan.stats().heldBack() == 2, () -> fan.stats().toString());
            fan.close();
            fan.close();
            Await.zero(interrupted, pool);
            Await.asleep(pool, 2);
            assertThat(fan.next()).isEmpty();
            assertThat(fan.stats().started()).isEqualTo(2);
        }
    }

    @Test
    void shouldGiveAllValuesAndThenTheFailures() throws Exception {
        try (WorkerPool pool = pool(1)) {
            Producer<Integer> fails = out -> {
                out.emit(7);
                throw new IOException("broken");
            };
            FanIn<Integer> fan = pool.fanIn(List.of(range(0, 2), fails, range(2, 4)), FanOut.collectAll());
            List<Integer> values = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                values.add(fan.next().orElseThrow());
            }
            assertThat(values).containsExactly(0, 1, 7, 2, 3);
            assertThatThrownBy(fan::next)
                    .isInstanceOfSatisfying(
                            FanOutException.class,
                            failure -> assertThat(failure.failed()).isEqualTo(1))
                    .hasMessageContaining("[1] java.io.IOException: broken")
                    .hasCauseInstanceOf(IOException.class);
            assertThat(fan.failures()).hasSize(1);
            assertThat(fan.failures().get(0).index()).isEqualTo(1);
            assertThat(fan.isDone()).isTrue();
        }
    }

    @Test
    void shouldThrowTheFirstFailureAtOnceUnderFailFast() throws Exception {
        try (WorkerPool pool = pool(2)) {
            CountDownLatch emitted = new CountDownLatch(1);
            CountDownLatch stopped = new CountDownLatch(1);
            Producer<Integer> first = out -> {
                out.emit(1);
                emitted.countDown();
                try {
                    Thread.sleep(100_000);
                } finally {
                    stopped.countDown();
                }
            };
            Producer<Integer> second = out -> {
                emitted.await();
                throw new IOException("second");
            };
            FanIn<Integer> fan = pool.fanIn(List.of(first, second, range(0, 10)), FanOut.failFast());
            Await.zero(stopped, pool);
            assertThatThrownBy(fan::next).isInstanceOf(FanOutException.class).hasCauseInstanceOf(IOException.class);
            assertThat(fan.isDone()).isTrue();
            Await.asleep(pool, 2);
            assertThat(fan.stats().started()).isEqualTo(2);
        }
    }

    @Test
    void shouldThrowAtTheDeadlineThoughAProducerIgnoresItsInterrupt() throws Exception {
        try (WorkerPool pool = pool(1);
                Gate stubborn = new Gate()) {
            Producer<Integer> first = out -> {
                out.emit(1);
                stubborn.awaitUninterruptibly();
            };
            FanIn<Integer> fan =
                    pool.fanIn(List.of(first, range(0, 1)), FanOut.collectAll().within(Duration.ofMillis(200)));
            assertThat(fan.next()).contains(1);
            assertThatThrownBy(fan::next)
                    .isInstanceOf(FanOutException.class)
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessage("the fan-in was not at its end within 200 ms");
            assertThat(stubborn.isOpen()).isFalse();
        }
    }

    @Test
    void shouldTellProducersThatHaveNotStartedInTime() throws Exception {
        try (WorkerPool pool = pool(1);
                Gate held = new Gate()) {
            Producer<Integer> first = out -> held.awaitUninterruptibly();
            FanIn<Integer> fan = pool.fanIn(
                    List.of(first, range(0, 1), range(1, 2)),
                    FanOut.collectAll().each(JobOptions.startWithin(Duration.ofMillis(300))));
            held.entered(pool);
            assertThat(fan.next(Duration.ofMillis(500))).isEmpty();
            held.open();
            assertThatThrownBy(fan::next).isInstanceOf(FanOutException.class).hasMessageStartingWith("2 of the jobs");
            assertThat(fan.failures()).allMatch(failure -> failure.outcome() instanceof Outcome.Expired);
        }
    }

    @Test
    void shouldRefuseAnEmitterThatIsNotOnItsProducersThreadOrTooLate() throws Exception {
        try (WorkerPool pool = pool(1)) {
            AtomicReference<Emitter<? super Integer>> kept = new AtomicReference<>();
            AtomicReference<Throwable> seen = new AtomicReference<>();
            FanIn<Integer> fan = pool.fanIn(
                    List.of(out -> {
                        kept.set(out);
                        Thread other = new Thread(() -> {
                            try {
                                out.emit(1);
                            } catch (Throwable e) {
                                seen.set(e);
                            }
                        });
                        other.start();
                        other.join();
                        assertThatThrownBy(() -> out.emit(null))
                                .isInstanceOf(NullPointerException.class)
                                .hasMessage("value");
                    }),
                    FanOut.collectAll());
            assertThat(fan.next()).isEmpty();
            assertThat(seen.get()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> kept.get().emit(1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldTakeBackAValueWhoseEmitterWasInterruptedBeforeThereWasRoom() throws Exception {
        try (WorkerPool pool = pool(1)) {
            AtomicBoolean takenBack = new AtomicBoolean();
            AtomicReference<Thread> producing = new AtomicReference<>();
            FanIn<Integer> fan = pool.fanIn(
                    List.of(out -> {
                        producing.set(Thread.currentThread());
                        out.emit(1);
                        assertThatThrownBy(() -> out.emit(2)).isInstanceOf(InterruptedException.class);
                        takenBack.set(true);
                        out.emit(3);
                    }),
                    FanOut.collectAll().buffer(1));
            Await.until(() -> fan.stats().heldBack() == 1, () -> fan.stats().toString());
            producing.get().interrupt();
            Await.until(takenBack::get, () -> "the interrupt has not come: " + fan.stats());
            assertThat(fan.next()).contains(1);
            assertThat(fan.next()).contains(3);
            assertThat(fan.next()).isEmpty();
            assertThat(fan.failures()).isEmpty();
        }
    }

    /** A value that was handed over stays so, whenever the interrupt comes. */
    @Test
    void shouldNotLoseOrDoubleAValueWhenAnEmitterIsInterrupted() throws Exception {
        try (WorkerPool pool = pool(2)) {
            for (int round = 0; round < 200; round++) {
                List<Integer> in = Collections.synchronizedList(new ArrayList<>());
                AtomicReference<Thread> producing = new AtomicReference<>();
                FanIn<Integer> fan = pool.fanIn(
                        List.of(out -> {
                            producing.set(Thread.currentThread());
                            for (int i = 0; i < 20; i++) {
                                try {
                                    out.emit(i);
                                    in.add(i);
                                } catch (InterruptedException e) {
                                    i += 100; // it was not handed over
                                }
                            }
                            producing.set(null);
                            Thread.interrupted();
                        }),
                        FanOut.collectAll().buffer(1));
                List<Integer> taken = new ArrayList<>();
                taken.add(fan.next().orElseThrow());
                Thread thread = producing.get();
                if (thread != null) {
                    thread.interrupt();
                }
                for (var next = fan.next(); next.isPresent(); next = fan.next()) {
                    taken.add(next.get());
                }
                assertThat(taken).isEqualTo(in);
            }
        }
    }
}
