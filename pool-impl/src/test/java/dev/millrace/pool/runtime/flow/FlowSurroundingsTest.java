package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Priority;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What flows owe to the jobs beside them, to the user's context, and to the collector. */
@Guarded
class FlowSurroundingsTest {
    private static final ThreadLocal<String> CONTEXT = ThreadLocal.withInitial(() -> "none");

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static <T> List<T> all(FanIn<T> fan) {
        List<T> all = new ArrayList<>();
        fan.forEach(all::add);
        return all;
    }

    @InEveryMode
    void shouldRunEveryJobInTheContextInWhichItWasOpened(Mode mode) {
        try (WorkerPool pool = mode.pool("fan", 4)
                .contextPropagation(job -> {
                    String mine = CONTEXT.get();
                    return () -> {
                        String before = CONTEXT.get();
                        CONTEXT.set(mine);
                        try {
                            job.run();
                        } finally {
                            CONTEXT.set(before);
                        }
                    };
                })
                .build()) {
            CONTEXT.set("opener");
            FanIn<FanResult<Integer, String>> fan;
            List<String> piped;
            try {
                fan = pool.mapAsCompleted(
                        numbers(500),
                        number -> CONTEXT.get(),
                        FanOut.collectAll().buffer(1));
                CONTEXT.set("consumer");
                assertThat(all(fan)).extracting(FanResult::value).containsOnly("opener");
                CONTEXT.set("second opener");
                var pipe = pool.pipeline(numbers(200))
                        .stage("one", 2, number -> number)
                        .stage("two", 3, 1, number -> CONTEXT.get())
                        .open();
                CONTEXT.set("consumer");
                piped = all(pipe);
            } finally {
                CONTEXT.remove();
            }
            assertThat(piped).hasSize(200).containsOnly("second opener");
        }
    }

    /** The operator gives something that never runs its job: the consumer does not wait for ever. */
    @Test
    void shouldEndWhereTheContextDoesNotLetTheTurnsRun() {
        for (boolean throwing : new boolean[] {true, false}) {
            try (WorkerPool pool = Mode.COOPERATIVE
                    .pool("fan", 1)
                    .contextPropagation(job -> () -> {
                        if (throwing) {
                            throw new IllegalStateException("no context");
                        }
                    })
                    .build()) {
                FanIn<FanResult<Integer, Integer>> fan =
                        pool.mapAsCompleted(numbers(3), number -> number, FanOut.collectAll());
                if (throwing) {
                    assertThatThrownBy(() -> all(fan)).hasMessage("no context");
                } else {
                    assertThat(all(fan)).hasSize(3).noneMatch(FanResult::succeeded);
                }
            }
        }
    }

    @Test
    void shouldLeaveNothingOfOneJobToTheNext() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("fan", 1).build()) {
            List<FanResult<Integer, String>> results = all(pool.mapAsCompleted(
                    numbers(10),
                    number -> {
                        Thread thread = Thread.currentThread();
                        String seen = thread.getName() + thread.isInterrupted();
                        thread.setName("mine");
                        thread.interrupt();
                        return seen;
                    },
                    FanOut.collectAll()));
            assertThat(results).extracting(FanResult::value).containsOnly("millrace-fan-1false");
        }
    }

    /** A long fan-out does not keep a job of another waiting until it ends. */
    @InEveryMode
    void shouldTakeTurnsWithOtherJobs(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("fan", 2).build();
                FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                        IntStream.iterate(0, i -> i + 1).iterator(), number -> number, FanOut.collectAll())) {
            Thread consumer = new Thread(() -> fan.forEach(result -> {}));
            consumer.start();
            for (int i = 0; i < 20; i++) {
                assertThat(pool.submit(() -> "mine").get()).isEqualTo("mine");
            }
            fan.close();
            Await.end(consumer);
        }
    }

    @Test
    void shouldWaitInTheBandOfItsPriority() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("fan", 1).build();
                Gate held = Gate.holding(pool, 1)) {
            AtomicReference<String> first = new AtomicReference<>();
            List<FanIn<?>> open = new ArrayList<>();
            for (Priority priority : List.of(Priority.LOW, Priority.HIGH)) {
                open.add(pool.mapAsCompleted(
                        numbers(1),
                        number -> first.compareAndSet(null, priority.name()),
                        FanOut.collectAll().each(JobOptions.none().priority(priority))));
            }
            held.open();
            open.forEach(FlowSurroundingsTest::all);
            assertThat(first).hasValue("HIGH");
        }
    }

    @Test
    void shouldForgetResultsThatWereTakenAndFanInsThatWereForgotten() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("fan", 2).build()) {
            FanIn<FanResult<Object, Object>> fan = pool.mapAsCompleted(
                    IntStream.iterate(0, i -> i + 1).mapToObj(i -> new Object()).iterator(),
                    input -> new Object(),
                    FanOut.collectAll());
            List<WeakReference<Object>> taken = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                FanResult<Object, Object> result = fan.next().orElseThrow();
                taken.add(new WeakReference<>(result.value()));
                taken.add(new WeakReference<>(result.input()));
            }
            Await.until(
                    () -> {
                        System.gc();
                        return taken.stream().allMatch(reference -> reference.get() == null);
                    },
                    () -> "still there");
            assertThat(pool.stats().fans().open()).isEqualTo(1);
            fan = null;
            Await.asleep(pool, 2);
            Await.until(
                    () -> {
                        System.gc();
                        return pool.stats().fans().open() == 0;
                    },
                    () -> "the forgotten fan-in is still known");
        }
    }

    @Test
    void shouldTellInputsWhoseTurnWasDropped() {
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("fan", 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.dropOldest())
                        .build();
                Gate held = Gate.holding(pool, 1)) {
            AtomicInteger ran = new AtomicInteger();
            FanIn<FanResult<Integer, Integer>> fan =
                    pool.mapAsCompleted(numbers(3), number -> ran.incrementAndGet(), FanOut.collectAll());
            pool.execute(Jobs.NOTHING);
            assertThat(all(fan))
                    .extracting(result -> result.failure().getMessage())
                    .containsOnly("dropped: the pool was full")
                    .hasSize(3);
            assertThat(ran).hasValue(0);
            held.open();
        }
    }

    /** The one worker is busy and the queue is full: whoever takes a result does not wait for room. */
    @Test
    void shouldNotMakeTheConsumerWaitForRoomInThePool() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("fan", 1).queueCapacity(1).build()) {
            FanIn<FanResult<Integer, Integer>> fan =
                    pool.mapAsCompleted(numbers(10), number -> number, FanOut.collectAll());
            Await.until(() -> fan.stats().heldBack() == 1, () -> fan.stats().toString());
            Await.asleep(pool, 1);
            try (Gate held = Gate.holding(pool, 1)) {
                pool.execute(Jobs.NOTHING);
                assertThat(fan.next()).isPresent();
                assertThat(fan.next()).isPresent();
                assertThat(fan.next(Duration.ofMillis(20))).isEmpty();
                held.open();
            }
            int count = 2;
            while (fan.next().isPresent()) {
                count++;
            }
            assertThat(count).isEqualTo(10);
        }
    }

    @Test
    void shouldLeaveNoThreadBehind() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("fan-threads", 2).build()) {
            for (int i = 0; i < 50; i++) {
                try (FanIn<FanResult<Integer, Integer>> fan = pool.mapAsCompleted(
                        numbers(100), number -> number, FanOut.collectAll().within(Duration.ofHours(1)))) {
                    fan.stream().limit(i).forEach(result -> {});
                }
            }
            Await.asleep(pool, 2);
            assertThat(PoolThreads.alive("fan-threads")).hasSizeLessThanOrEqualTo(4); // two workers, timer, watch
            assertThat(pool.stats().depth().total()).isZero();
            assertThat(pool.stats().fans().open()).isZero();
        }
    }
}
