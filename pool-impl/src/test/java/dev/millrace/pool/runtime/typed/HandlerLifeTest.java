package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Handler;
import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A handler for each worker: opened with it, closed with it, once each, whatever ends the worker. */
@Guarded
class HandlerLifeTest {
    private final Witness witness = new Witness();

    @InEveryMode
    void shouldOpenOneForEachWorkerBeforeAnyJobAndCloseItAtTheEnd(Mode mode) {
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "life", 3)
                .handler(() -> witness.probe((probe, job) -> {}))
                .build();
        Await.until(() -> pool.stats().opened() == 3, pool::explain);
        pool.offerAll(IntStream.range(0, 500).boxed().toList());
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());

        assertThat(witness.probes).hasSize(3);
        assertThat(witness.probes.stream().mapToInt(probe -> probe.handled).sum())
                .isEqualTo(500);
        witness.assertAllClosedOnce();
        assertThat(pool.stats().closed()).isEqualTo(3);
        assertThat(pool.stats().open()).isZero();
    }

    @InEveryMode
    void shouldFollowTheSize(Mode mode) {
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "resized", 2)
                .workers(2, 4)
                .handler(() -> witness.probe((probe, job) -> {}))
                .build();
        Await.until(() -> pool.stats().open() == 2, pool::explain);
        pool.workers().resize(4, 4);
        Await.until(() -> pool.stats().open() == 4, pool::explain);
        pool.workers().resize(2, 2);
        Await.until(() -> pool.stats().open() == 2 && witness.open() == 2, pool::explain);
        assertThat(pool.stats().opened()).isEqualTo(4);
        pool.close();
        witness.assertAllClosedOnce();
    }

    @InEveryMode
    void shouldCloseTheHandlerOfAWorkerThatDiesAndOpenOneForItsSuccessor(Mode mode) {
        int workers = Math.max(1, mode.leastWorkers());
        AtomicInteger deaths = new AtomicInteger();
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "death", 1)
                .handler(() -> witness.probe((probe, job) -> {
                    if (job == 7 && deaths.getAndIncrement() == 0) {
                        Poison.die();
                    }
                    handled.add(job);
                }))
                .build();
        assertThat(pool.submit(7).outcome()).isInstanceOf(dev.millrace.pool.Outcome.Value.class);
        Await.until(() -> pool.workers().stats().workers().restarts() == 1, pool::explain);
        pool.submit(8).outcome();
        assertThat(pool.workers().stats().workers().deaths()).isEqualTo(1);
        pool.close();

        assertThat(handled).containsExactly(7, 8);
        witness.assertAllClosedOnce();
        assertThat(witness.probes)
                .as("the first, its replacement, the successor's")
                .hasSize(workers + 2);
    }

    @Test
    void shouldKeepHandlersApartWhenADeadWorkersThreadGoesOn() {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger deaths = new AtomicInteger();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "revived", 1)
                .threadFactory(runnable -> {
                    if (made.getAndIncrement() == 0) {
                        return new Thread(runnable, "millrace-revived");
                    }
                    throw new OutOfMemoryError("no more threads");
                })
                .handler(() -> witness.probe((probe, job) -> {
                    if (job == 7 && deaths.getAndIncrement() == 0) {
                        Poison.die();
                    }
                }))
                .build();
        pool.submit(7).outcome();
        assertThat(pool.submit(8).outcome()).isInstanceOf(dev.millrace.pool.Outcome.Value.class);
        assertThat(pool.workers().stats().workers().deaths()).isEqualTo(1);
        pool.close();
        assertThat(witness.probes).hasSize(3);
        witness.assertAllClosedOnce();
    }

    @Test
    void shouldEndThoughAnOpenHangsAndHandTheJobsBack() {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicInteger closes = new AtomicInteger();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "hanging", 1)
                .handler(() -> new Handler<>() {
                    @Override
                    public void open() throws InterruptedException {
                        entered.countDown();
                        new CountDownLatch(1).await();
                    }

                    @Override
                    public void handle(Integer job) {}

                    @Override
                    public void close() {
                        closes.incrementAndGet();
                    }
                })
                .build();
        pool.offerAll(java.util.List.of(1, 2, 3));
        Await.zero(entered, pool.workers());
        HandlerDrainReport<Integer> report = pool.close(Duration.ofMillis(50));

        assertThat(report.handedBack()).containsExactly(1, 2, 3);
        Accounts.assertClosed(report.pool());
        assertThat(report.complete()).isFalse();
        assertThat(closes.get()).as("what was half open is closed once").isEqualTo(1);
        assertThat(report.handlers().openFailures()).isEqualTo(1);
    }

    @Test
    void shouldNameAThreadWhoseOpenIgnoresTheEnd() {
        Gate gate = new Gate();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "deaf", 1)
                .handler(() -> {
                    gate.awaitUninterruptibly();
                    return job -> {};
                })
                .build();
        pool.offer(1);
        gate.entered(pool.workers());
        HandlerDrainReport<Integer> report = pool.close(Duration.ZERO);
        assertThat(report.handedBack()).containsExactly(1);
        assertThat(report.pool().stillRunning())
                .singleElement()
                .satisfies(running -> assertThat(running.toString()).contains("awaitUninterruptibly"));
        gate.open();
    }

    @Test
    void shouldSurviveACloseThatThrows() {
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "badly", 2)
                .handler(() -> new Handler<>() {
                    @Override
                    public void handle(Integer job) {}

                    @Override
                    public void close() {
                        throw new NoClassDefFoundError("thrown by close");
                    }
                })
                .build();
        Await.until(() -> pool.stats().open() == 2, pool::explain);
        pool.offer(1);
        pool.workers().resize(1, 1);
        Await.until(() -> pool.stats().closeFailures() == 1, pool::explain);
        pool.offer(2);
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(pool.stats().closeFailures()).isEqualTo(2);
        assertThat(pool.workers().stats().workers().deaths()).isZero();
    }

    @Test
    void shouldHideAnInterruptOfTheCloseFromTheHandlersOwnClose() {
        Queue<Boolean> flags = new ConcurrentLinkedQueue<>();
        CountDownLatch entered = new CountDownLatch(1);
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "flags", 1)
                .handler(() -> new Handler<>() {
                    @Override
                    public void handle(Integer job) {
                        entered.countDown();
                        Await.spinning(() -> Thread.currentThread().isInterrupted(), () -> "not interrupted");
                    }

                    @Override
                    public void close() {
                        flags.add(Thread.currentThread().isInterrupted());
                    }
                })
                .build();
        pool.offer(1);
        Await.zero(entered, pool.workers());
        pool.close(Duration.ZERO);
        assertThat(flags).containsExactly(false);
    }
}
