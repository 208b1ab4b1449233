package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Handler;
import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Handlers that cannot be opened: jobs wait, within the bound, and none is lost. */
@Guarded
class HandlerOpeningTest {

    /** A handler whose open fails while told so. */
    private static final class Late implements Handler<Integer> {
        private final AtomicInteger failures;
        private final AtomicInteger closes;
        private final Queue<Integer> handled;

        Late(AtomicInteger failures, AtomicInteger closes, Queue<Integer> handled) {
            this.failures = failures;
            this.closes = closes;
            this.handled = handled;
        }

        @Override
        public void open() throws IOException {
            if (failures.getAndDecrement() > 0) {
                throw new IOException("no connection");
            }
        }

        @Override
        public void handle(Integer job) {
            handled.add(job);
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    private final AtomicInteger closes = new AtomicInteger();
    private final Queue<Integer> handled = new ConcurrentLinkedQueue<>();

    @InEveryMode
    void shouldLoseNoJobWhenTheFirstOpensFail(Mode mode) {
        AtomicInteger failures = new AtomicInteger(2);
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "late", 1)
                .handler(() -> new Late(failures, closes, handled))
                .build();
        List<Integer> jobs = IntStream.range(0, 300).boxed().toList();
        pool.offerAll(jobs);
        HandlerDrainReport<Integer> report = pool.close(Duration.ofSeconds(20));

        Accounts.assertClosed(report.pool());
        assertThat(report.complete()).isTrue();
        assertThat(handled).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(report.pool().stats().jobs().failed()).isZero();
        assertThat(report.handlers().openFailures()).isEqualTo(2);
        assertThat(closes.get())
                .as("also those that failed")
                .isEqualTo(2 + (int) report.handlers().opened());
        assertThat(report.pool().stats().workers().deaths())
                .as("no worker died")
                .isZero();
    }

    @InEveryMode
    void shouldKeepJobsWithinTheBoundAndShowTheLoopAndHandBackAtTheDeadline(Mode mode) {
        int workers = Math.max(1, mode.leastWorkers());
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "never", 1)
                .queueCapacity(5)
                .handler(() -> new Late(new AtomicInteger(1), closes, handled))
                .build();
        pool.offerAll(List.of(1, 2, 3));
        JobHandle<?> fourth = pool.submit(4);
        assertThat(pool.tryOffer(5)).isTrue();
        assertThat(pool.tryOffer(6)).isFalse();
        Await.until(() -> pool.stats().crashLoop(), pool::explain);
        assertThat(pool.stats().opening()).isEqualTo(workers);
        assertThat(pool.stats().open()).isZero();
        assertThat(pool.explain())
                .contains(workers + " workers have none; crash loop: they take no job, and try again after pauses")
                .contains("the last at ")
                .contains("java.io.IOException: no connection");
        assertThat(pool.workers().stats().depth().total()).as("they wait").isEqualTo(5);
        assertThat(pool.workers().stats().jobs().started()).isZero();

        HandlerDrainReport<Integer> report = pool.close(Duration.ofMillis(20));
        Accounts.assertClosed(report.pool());
        assertThat(report.handedBack()).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(fourth.outcome()).isInstanceOf(Outcome.HandedBack.class);
        assertThat(report.handlers().crashLoop()).isFalse();
        assertThat(report.handlers().opening()).isZero();
        assertThat(closes.get()).isEqualTo((int) report.handlers().openFailures());
        assertThat(handled).isEmpty();
    }

    @InEveryMode
    void shouldEndAtOnceWhenThereIsNothingToRun(Mode mode) {
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "nothing", 2)
                .handler(() -> new Late(new AtomicInteger(1), closes, handled))
                .build();
        Await.until(() -> pool.stats().crashLoop(), pool::explain);
        HandlerDrainReport<Integer> report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report.pool());
        assertThat(report.pool().elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @InEveryMode
    void shouldLetOthersRunWhatAWorkerWithoutAHandlerHasTaken(Mode mode) {
        AtomicBoolean first = new AtomicBoolean(true);
        Gate gate = new Gate();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "others", 2)
                .renewAfterErrors(1)
                .handler(() -> {
                    if (Thread.currentThread().getName().endsWith("renewing")) {
                        gate.awaitUninterruptibly();
                    }
                    return job -> {
                        if (job == 0 && first.getAndSet(false)) {
                            Thread.currentThread().setName("renewing"); // put back after the job
                            throw new IOException("renew me");
                        }
                        handled.add(job);
                    };
                })
                .build();
        Await.until(() -> pool.stats().open() == 2, pool::explain);
        AtomicInteger hung = new AtomicInteger();
        pool.offerAll(IntStream.range(0, 100).boxed().toList());
        Await.until(() -> handled.size() == 99, () -> handled.size() + "\n" + pool.explain() + hung);
        gate.open();
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
    }

    @InEveryMode
    void shouldServeEachJobThoughOneWorkerNeverGetsAHandler(Mode mode) {
        AtomicReference<Thread> unlucky = new AtomicReference<>();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "unlucky", 2)
                .handler(() -> {
                    unlucky.compareAndSet(null, Thread.currentThread());
                    if (unlucky.get() == Thread.currentThread()) {
                        throw new IllegalStateException("never here");
                    }
                    return handled::add;
                })
                .build();
        Await.until(() -> pool.stats().open() == 1 && pool.stats().crashLoop(), pool::explain);
        for (int job = 0; job < 300; job++) {
            int awaited = job + 1;
            if (job % 3 == 0) {
                Await.until(() -> pool.workers().stats().workers().sleeping() == 1, pool::explain);
            }
            pool.offer(job);
            Await.spinning(() -> handled.size() == awaited, pool::explain);
        }
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
    }

    @InEveryMode
    void shouldWakeAnotherWhenTheOneThatWasWokenHangsInARenewal(Mode mode) {
        AtomicBoolean hang = new AtomicBoolean();
        Gate gate = new Gate();
        long ageNanos = Duration.ofMillis(20).toNanos();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "woken", 2)
                .renewAfter(Duration.ofNanos(ageNanos))
                .handler(() -> {
                    if (hang.getAndSet(false)) {
                        gate.awaitUninterruptibly();
                    }
                    return handled::add;
                })
                .build();
        Await.until(() -> pool.stats().open() == 2, pool::explain);
        Await.asleep(pool.workers(), 2);
        long asleep = System.nanoTime();
        Await.until(() -> System.nanoTime() - asleep > ageNanos, () -> "time stands still");
        hang.set(true);
        pool.offer(1);
        gate.entered(pool.workers());
        Await.until(() -> handled.size() == 1, pool::explain);
        gate.open();
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
    }

    @Test
    void shouldShrinkWhileAWorkerWaitsToOpen() {
        AtomicInteger made = new AtomicInteger();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "shrink", 2)
                .handler(() -> new Late(new AtomicInteger(made.getAndIncrement() == 0 ? 0 : 1), closes, handled))
                .build();
        Await.until(() -> pool.stats().open() == 1 && pool.stats().crashLoop(), pool::explain);
        pool.workers().resize(1, 1);
        Await.until(() -> pool.workers().stats().workers().live() == 1, pool::explain);
        pool.close();
    }

    @Test
    void shouldCountASupplierThatThrowsOrGivesNothing() {
        AtomicInteger made = new AtomicInteger();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "supplier", 1)
                .handler(() -> switch (made.getAndIncrement()) {
                    case 0 -> throw new NoClassDefFoundError("thrown by the supplier");
                    case 1 -> null;
                    default -> handled::add;
                })
                .build();
        assertThat(pool.submit(1).outcome()).isInstanceOf(Outcome.Value.class);
        assertThat(pool.stats().openFailures()).isEqualTo(2);
        assertThat(pool.explain()).contains("java.lang.NullPointerException: the supplier gave no handler");
        pool.close();
        assertThat(pool.stats().closed()).as("only what was made").isEqualTo(1);
    }
}
