package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Producer;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of Reactive Streams that a publisher has to keep. */
@Guarded
class PublisherTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static WorkerPool pool(int workers) {
        return Mode.COOPERATIVE.pool("fan", workers).build();
    }

    private static FanIn<FanResult<Integer, Integer>> fan(WorkerPool pool, int count) {
        return pool.mapAsCompleted(numbers(count), number -> number, FanOut.collectAll());
    }

    private static class Watching implements Flow.Subscriber<FanResult<Integer, Integer>> {
        final List<Integer> given = new CopyOnWriteArrayList<>();
        final List<String> ends = new CopyOnWriteArrayList<>();
        volatile Throwable error;
        volatile Flow.Subscription subscription;
        final AtomicInteger inside = new AtomicInteger();
        volatile boolean overlapped;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(FanResult<Integer, Integer> item) {
            enter();
            given.add(item.index());
            inside.decrementAndGet();
        }

        void enter() {
            if (inside.incrementAndGet() != 1) {
                overlapped = true;
            }
        }

        @Override
        public void onError(Throwable failure) {
            enter();
            error = failure;
            ends.add("error");
            inside.decrementAndGet();
        }

        @Override
        public void onComplete() {
            enter();
            ends.add("complete");
            inside.decrementAndGet();
        }
    }

    @InEveryMode
    void shouldGiveNoMoreThanWasDemandedAndThenTheEnd(Mode mode) {
        try (WorkerPool pool = mode.pool("fan", 2).build()) {
            Watching watching = new Watching();
            FanIn<FanResult<Integer, Integer>> fan = fan(pool, 100);
            fan.publisher().subscribe(watching);
            Await.until(() -> fan.stats().heldBack() == 2, () -> fan.stats().toString());
            assertThat(watching.given).isEmpty();
            for (int i = 1; i <= 10; i++) {
                watching.subscription.request(3);
                int expected = 3 * i;
                Await.until(() -> watching.given.size() == expected, () -> watching.given.toString());
                Await.until(() -> fan.stats().heldBack() == 2, () -> fan.stats().toString());
                assertThat(watching.given).hasSize(expected);
                assertThat(watching.ends).isEmpty();
            }
            watching.subscription.request(Long.MAX_VALUE);
            watching.subscription.request(Long.MAX_VALUE);
            Await.until(() -> !watching.ends.isEmpty(), () -> watching.given.toString());
            assertThat(watching.ends).containsExactly("complete");
            assertThat(watching.given).containsExactlyInAnyOrderElementsOf(numbers(100));
            watching.subscription.request(1);
            watching.subscription.cancel();
            assertThat(watching.ends).hasSize(1);
            assertThat(watching.overlapped).isFalse();
        }
    }

    @Test
    void shouldCompleteAnEmptyOneWithoutDemand() {
        try (WorkerPool pool = pool(1)) {
            Watching watching = new Watching();
            fan(pool, 0).publisher().subscribe(watching);
            Await.until(() -> !watching.ends.isEmpty(), () -> "no end");
            assertThat(watching.ends).containsExactly("complete");
        }
    }

    @Test
    void shouldNotGoDeeperWhenDemandComesFromInsideOnNext() {
        try (WorkerPool pool = pool(1)) {
            Watching watching = new Watching() {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    super.onSubscribe(given);
                    given.request(1);
                }

                @Override
                public void onNext(FanResult<Integer, Integer> item) {
                    super.onNext(item);
                    subscription.request(1);
                }
            };
            fan(pool, 50_000).publisher().subscribe(watching);
            Await.until(() -> !watching.ends.isEmpty(), () -> watching.given.size() + " given");
            assertThat(watching.ends).containsExactly("complete");
            assertThat(watching.given).hasSize(50_000);
        }
    }

    @Test
    void shouldTellASubscriberThatAsksForNothing() {
        try (WorkerPool pool = pool(1)) {
            for (long wrong : new long[] {0, -1, Long.MIN_VALUE}) {
                Watching watching = new Watching();
                FanIn<FanResult<Integer, Integer>> fan = fan(pool, 10);
                fan.publisher().subscribe(watching);
                watching.subscription.request(wrong);
                Await.until(() -> !watching.ends.isEmpty(), () -> "no end");
                assertThat(watching.error)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("3.9");
                assertThat(fan.isDone()).isTrue();
                assertThat(watching.ends).containsExactly("error");
            }
        }
    }

    @Test
    void shouldTakeOneSubscriber() {
        try (WorkerPool pool = pool(1)) {
            Flow.Publisher<FanResult<Integer, Integer>> publisher =
                    fan(pool, 10).publisher();
            assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
            Watching first = new Watching();
            Watching second = new Watching();
            publisher.subscribe(first);
            publisher.subscribe(second);
            assertThat(second.subscription).isNotNull();
            assertThat(second.error).isInstanceOf(IllegalStateException.class);
            second.subscription.request(1);
            second.subscription.cancel();
            first.subscription.request(100);
            Await.until(() -> !first.ends.isEmpty(), () -> "no end");
            assertThat(first.given).hasSize(10);
        }
    }

    @Test
    void shouldStopWhenItIsCancelled() {
        try (WorkerPool pool = pool(2)) {
            Watching watching = new Watching() {
                @Override
                public void onNext(FanResult<Integer, Integer> item) {
                    super.onNext(item);
                    if (given.size() == 5) {
                        subscription.cancel();
                        subscription.cancel();
                    }
                }
            };
            FanIn<FanResult<Integer, Integer>> fan =
                    pool.mapAsCompleted(Stream.iterate(0, i -> i + 1), number -> number, FanOut.collectAll());
            fan.publisher().subscribe(watching);
            watching.subscription.request(Long.MAX_VALUE);
            Await.until(fan::isDone, () -> "not closed");
            Await.asleep(pool, 2);
            assertThat(watching.given).hasSize(5);
            assertThat(watching.ends).isEmpty();
        }
    }

    @Test
    void shouldTellFailuresAndDeadlines() {
        try (WorkerPool pool = pool(2)) {
            Producer<FanResult<Integer, Integer>> broken = out -> {
                throw new IOException("broken");
            };
            Watching failed = new Watching();
            pool.fanIn(List.of(broken), FanOut.collectAll()).publisher().subscribe(failed);
            Await.until(() -> !failed.ends.isEmpty(), () -> "no end");
            assertThat(failed.error).isInstanceOf(FanOutException.class).hasCauseInstanceOf(IOException.class);

            Producer<FanResult<Integer, Integer>> sleeps = out -> Thread.sleep(100_000);
            Watching late = new Watching();
            pool.fanIn(List.of(sleeps), FanOut.collectAll().within(Duration.ofMillis(30)))
                    .publisher()
                    .subscribe(late);
            Await.until(() -> !late.ends.isEmpty(), () -> "no end");
            assertThat(late.error).isInstanceOf(FanOutException.class).hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void shouldEndForASubscriberWhenTheFanInIsClosed() {
        try (WorkerPool pool = pool(2)) {
            Watching watching = new Watching();
            FanIn<FanResult<Integer, Integer>> fan = fan(pool, 100);
            fan.publisher().subscribe(watching);
            watching.subscription.request(1);
            fan.close();
            Await.until(() -> !watching.ends.isEmpty(), () -> "no end");
            assertThat(watching.ends).containsExactly("complete");
        }
    }

    @Test
    void shouldCloseItWhenTheSubscriberThrows() {
        try (WorkerPool pool = pool(2)) {
            Watching watching = new Watching() {
                @Override
                public void onNext(FanResult<Integer, Integer> item) {
                    super.onNext(item);
                    throw new IllegalStateException("against rule 2.13");
                }
            };
            FanIn<FanResult<Integer, Integer>> fan = fan(pool, 100);
            fan.publisher().subscribe(watching);
            watching.subscription.request(50);
            Await.until(fan::isDone, () -> "not closed");
            assertThat(watching.given).hasSize(1);
        }
    }

    /** Demand from another thread, all the time. */
    @InEveryMode
    void shouldGiveSignalsOneAfterTheOther(Mode mode, Seed seed) {
        try (WorkerPool pool = mode.pool("fan", 4).build()) {
            for (int round = 0; round < Scale.rounds(20); round++) {
                SplittableRandom random = seed.random(round);
                Watching watching = new Watching();
                fan(pool, 300).publisher().subscribe(watching);
                while (watching.ends.isEmpty()) {
                    watching.subscription.request(1 + random.nextInt(5));
                    Thread.yield();
                }
                assertThat(watching.ends).containsExactly("complete");
                assertThat(watching.given).containsExactlyInAnyOrderElementsOf(numbers(300));
                assertThat(watching.overlapped).isFalse();
            }
        }
    }
}
