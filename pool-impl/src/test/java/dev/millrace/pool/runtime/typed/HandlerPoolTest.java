package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.HandlerPoolBuilder;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ways in, the bound, and what a job becomes. */
@Guarded
class HandlerPoolTest {

    /** A pool of integers of a fixed size whose failing jobs are not logged. */
    static HandlerPoolBuilder<Integer> pool(Mode mode, String name, int workers) {
        return HandlerPool.builder(name, Integer.class)
                .workers(Math.max(workers, mode.leastWorkers()))
                .dispatch(mode.pool(name, Math.max(workers, mode.leastWorkers()))
                        .config()
                        .dispatch())
                .sizing(SizingPolicy.fixed())
                .closeDeadline(Duration.ofSeconds(20))
                .uncaughtHandler((thread, failure) -> {});
    }

    @InEveryMode
    void shouldSumTheNumbersFromOneToTen(Mode mode) {
        LongAdder sum = new LongAdder();
        try (HandlerPool<Integer> pool =
                pool(mode, "sum", 2).handler(() -> sum::add).build()) {
            for (int number = 1; number <= 10; number++) {
                pool.offer(number);
            }
        }
        assertThat(sum.sum()).isEqualTo(55);
    }

    @Test
    void shouldTakeALambdaInALambdaAndAHandlerOfASupertype() {
        LongAdder sum = new LongAdder();
        try (HandlerPool<Integer> pool = HandlerPool.builder("sum", Integer.class)
                .handler(() -> job -> sum.add(job))
                .build()) {
            pool.offerAll(List.of(1, 2, 3));
        }
        class AnyNumber implements dev.millrace.pool.Handler<Number> {
            @Override
            public void handle(Number job) {
                sum.add(job.longValue());
            }
        }
        try (HandlerPool<Integer> pool = HandlerPool.builder("sum", Integer.class)
                .handler(AnyNumber::new)
                .build()) {
            pool.offer(4);
        }
        assertThat(sum.sum()).isEqualTo(10);
    }

    @InEveryMode
    void shouldTakeJobsByEveryWay(Mode mode) throws Exception {
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        HandlerPool<Integer> pool =
                pool(mode, "ways", 2).handler(() -> handled::add).build();
        pool.offer(1);
        assertThat(pool.tryOffer(2)).isTrue();
        pool.offerAll(List.of(3, 4));
        assertThat(pool.tryOfferAll(List.of(5, 6))).isTrue();
        assertThat(pool.submit(7).get()).isNull();
        assertThat(pool.submit(8, JobOptions.none().label("eight")).outcome()).isInstanceOf(Outcome.Value.class);
        assertThat(pool.trySubmit(9)).isPresent();
        pool.offerAll(List.of());
        assertThat(pool.tryOfferAll(List.of())).isTrue();

        DrainReport report = pool.close(Duration.ofSeconds(20)).pool();
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().completed()).isEqualTo(9);
        assertThat(handled).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(pool.name()).isEqualTo("ways");
        assertThatThrownBy(() -> pool.offer(10)).isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.tryOffer(10)).isFalse();
        assertThat(pool.tryOfferAll(List.of(10, 11))).isFalse();
        assertThat(pool.trySubmit(10)).isEmpty();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void shouldRefuseWhatIsNoJobAndChangeNothing() {
        try (HandlerPool<Integer> pool = HandlerPool.builder("types", Integer.class)
                .handler(() -> job -> {})
                .build()) {
            HandlerPool raw = pool;
            String text = "job must be a java.lang.Integer for pool 'types', was a java.lang.String";
            assertThatThrownBy(() -> raw.offer("x"))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessage(text);
            assertThatThrownBy(() -> raw.tryOffer("x"))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessage(text);
            assertThatThrownBy(() -> raw.submit("x"))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessage(text);
            assertThatThrownBy(() -> raw.submit("x", JobOptions.none())).hasMessage(text);
            assertThatThrownBy(() -> raw.trySubmit("x")).hasMessage(text);
            assertThatThrownBy(() -> raw.offerAll(Arrays.asList(1, "x"))).hasMessage(text.replace("job ", "jobs[1] "));
            assertThatThrownBy(() -> raw.tryOfferAll(Arrays.asList(1, "x")))
                    .hasMessage(text.replace("job ", "jobs[1] "));
            assertThatThrownBy(() -> pool.offer(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("job");
            assertThatThrownBy(() -> pool.offerAll(Arrays.asList(1, null)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("jobs[1]");
            assertThatThrownBy(() -> pool.offerAll(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("jobs");
            assertThatThrownBy(() -> pool.submit(1, null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("options");
            assertThatThrownBy(
                            () -> pool.offerAll(IntStream.range(0, 2000).boxed().toList()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jobs (2000) must be <= queueCapacity (1024)");
            assertThat(pool.workers().stats().jobs().attempts()).isZero();
        }
    }

    @InEveryMode
    void shouldFailAJobWhoseHandlerThrowsAndGoOn(Mode mode) {
        Queue<Throwable> told = new ConcurrentLinkedQueue<>();
        IOException failure = new IOException("the job's");
        Witness witness = new Witness();
        HandlerPool<Integer> pool = pool(mode, "failing", 1)
                .uncaughtHandler((thread, thrown) -> told.add(thrown))
                .handler(() -> witness.probe((probe, job) -> {
                    if (job < 0) {
                        throw failure;
                    }
                }))
                .build();
        pool.offer(-1);
        Outcome<?> failed = pool.submit(-2).outcome();
        Outcome<?> succeeded = pool.submit(1).outcome();
        DrainReport report = pool.close(Duration.ofSeconds(20)).pool();

        assertThat(failed)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.cause()).isSameAs(failure));
        assertThat(succeeded).isInstanceOf(Outcome.Value.class);
        assertThat(told).containsExactly(failure);
        assertThat(report.stats().jobs().failed()).isEqualTo(2);
        assertThat(witness.probes)
                .as("handlers, of workers that were ready before the close")
                .hasSizeBetween(1, Math.max(1, mode.leastWorkers()));
        assertThat(pool.stats().deadLetters()).isZero();
        witness.assertAllClosedOnce();
    }

    @InEveryMode
    void shouldKeepTheBoundExact(Mode mode) {
        Gate gate = new Gate();
        int workers = Math.max(1, mode.leastWorkers());
        HandlerPool<Integer> pool = pool(mode, "bound", 1)
                .queueCapacity(3)
                .whenFull(WhenFull.reject())
                .handler(() -> job -> gate.awaitUninterruptibly())
                .build();
        for (int i = 0; i < workers; i++) {
            int busy = i + 1;
            pool.offer(i);
            Await.until(() -> pool.workers().stats().jobs().started() == busy, pool::explain);
        }
        pool.offerAll(List.of(10, 11, 12));
        assertThat(pool.tryOffer(13)).isFalse();
        assertThat(pool.tryOfferAll(List.of(13, 14))).isFalse();
        assertThatThrownBy(() -> pool.offer(13)).isInstanceOf(RejectedExecutionException.class);
        gate.open();
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(pool.workers().stats().jobs().completed()).isEqualTo(workers + 3L);
    }

    @InEveryMode
    void shouldGiveAJobInsideAJobAnotherHandler(Mode mode) {
        Witness witness = new Witness();
        AtomicReference<HandlerPool<Integer>> self = new AtomicReference<>();
        AtomicInteger inner = new AtomicInteger();
        HandlerPool<Integer> pool = pool(mode, "nested", 1)
                .handler(() -> witness.probe((probe, job) -> {
                    if (job > 0) {
                        self.get().submit(job - 1).get();
                    }
                    inner.incrementAndGet();
                }))
                .build();
        self.set(pool);
        for (int round = 0; round < 20; round++) {
            assertThat(pool.submit(2).outcome()).isInstanceOf(Outcome.Value.class);
        }
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(inner.get()).isEqualTo(60);
        witness.assertAllClosedOnce();
        int workers = Math.max(1, mode.leastWorkers());
        assertThat(witness.probes)
                .as("one for each worker and depth, not one a job")
                .hasSizeLessThanOrEqualTo(3 * workers);
    }

    @Test
    void shouldGiveAJobOnItsSubmittersThreadAHandlerForItselfAlone() {
        Witness witness = new Witness();
        Gate gate = new Gate();
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        HandlerPool<Integer> pool = pool(Mode.COOPERATIVE, "caller", 1)
                .queueCapacity(1)
                .whenFull(WhenFull.callerRuns())
                .handler(() -> witness.probe((probe, job) -> {
                    if (job == 0) {
                        gate.awaitUninterruptibly();
                    }
                    threads.add(Thread.currentThread());
                }))
                .build();
        pool.offer(0);
        Await.until(() -> pool.workers().stats().jobs().started() == 1, pool::explain);
        pool.offer(1);
        pool.offer(2);
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(witness.open()).as("its handler is closed again").isEqualTo(1);
        gate.open();
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(pool.workers().stats().jobs().callerRan()).isEqualTo(1);
        witness.assertAllClosedOnce();
    }

    @Test
    void shouldCompleteHandlesOfCancelledDroppedAndLateJobs() {
        Gate gate = new Gate();
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        HandlerPool<Integer> pool = pool(Mode.COOPERATIVE, "fates", 1)
                .queueCapacity(2)
                .whenFull(WhenFull.dropOldest())
                .handler(() -> job -> {
                    handled.add(job);
                    if (job == 0) {
                        gate.awaitUninterruptibly();
                    }
                })
                .build();
        pool.offer(0);
        Await.until(() -> pool.workers().stats().jobs().started() == 1, pool::explain);
        List<JobHandle<?>> handles = new ArrayList<>();
        for (int job = 1; job <= 3; job++) {
            handles.add(pool.submit(job));
        }
        assertThat(handles.get(0).outcome()).isInstanceOf(Outcome.Dropped.class);
        assertThat(handles.get(1).cancel(false)).isTrue();
        gate.open();
        assertThat(handles.get(2).outcome()).isInstanceOf(Outcome.Value.class);
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(handled).containsExactly(0, 3);
    }

    @Test
    void shouldNameTheJobAndNotItsEnvelope() {
        Gate gate = new Gate();
        try (HandlerPool<Integer> pool = pool(Mode.COOPERATIVE, "names", 1)
                .handler(() -> job -> gate.awaitUninterruptibly())
                .build()) {
            pool.offer(1);
            assertThat(pool.submit(2).toString()).contains("a Integer");
            gate.open();
        }
    }
}
