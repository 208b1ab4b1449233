package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.Thresholds;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** I11: a close ends, says what it left, and leaves no thread but those in jobs that ignore their interrupt. */
@Guarded
class I11CloseEndsTest {
    private static final int WORKERS = 3;
    private static final Duration LONG = Duration.ofSeconds(50);

    @InEveryMode
    void drainsByDefault(Mode mode) {
        Ledger ledger = new Ledger(1_000);
        PoolThreads threads = new PoolThreads();
        WorkerPool pool = mode.pool("i11-drain", WORKERS)
                .threadFactory(threads)
                .queueCapacity(1_000)
                .build();
        assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        AtomicReference<PoolState> seen = new AtomicReference<>();
        Gate held = Gate.holding(pool, WORKERS);
        pool.execute(() -> seen.set(pool.state()));
        pool.executeAll(ledger.jobs(0, 999));
        Thread opener = new Thread(
                () -> {
                    Await.until(() -> pool.state() == PoolState.DRAINING, pool::explain);
                    held.open();
                },
                "i11-opener");
        opener.start();
        pool.close();
        assertThat(threads.ownAlive()).isEmpty();
        assertThat(pool.state()).isEqualTo(PoolState.TERMINATED);
        assertThat(seen).hasValue(PoolState.DRAINING);
        assertThat(ledger.total()).isEqualTo(999);
        Await.end(opener);
        assertRefuses(pool);
    }

    private static void assertRefuses(WorkerPool pool) {
        long rejected = pool.stats().jobs().rejected();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.execute(() -> {}))
                .withMessageContaining("closed")
                .withMessageContaining(pool.name())
                .withMessageContaining(pool.state().name());
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.executeAll(Collections.nCopies(2, () -> {})));
        assertThat(pool.tryExecute(() -> {})).isFalse();
        assertThat(pool.tryExecuteAll(Collections.nCopies(2, () -> {}))).isFalse();
        assertThat(pool.stats().jobs().rejected()).isEqualTo(rejected + 6);
        assertThatIllegalStateException().isThrownBy(() -> pool.resize(4, 4)).withMessageContaining("closed");
        assertThatNullPointerException().isThrownBy(() -> pool.execute(null));
    }

    @InEveryMode
    void anIdlePoolClosesAtOnce(Mode mode) {
        for (int round = 0; round < Scale.rounds(100); round++) {
            PoolThreads threads = new PoolThreads();
            WorkerPool pool =
                    mode.pool("i11-idle", WORKERS).threadFactory(threads).build();
            if (round % 2 == 0) {
                Await.asleep(pool, WORKERS);
            }
            DrainReport report = pool.close(LONG);
            Accounts.assertClosed(report);
            assertThat(report.complete()).isTrue();
            assertThat(threads.ownAlive()).isEmpty();
        }
    }

    @InEveryMode
    void twice(Mode mode) {
        WorkerPool pool = mode.pool("i11-twice", WORKERS).build();
        pool.executeAll(Collections.nCopies(10, () -> {}));
        DrainReport first = pool.close(LONG);
        assertThat(pool.close(Duration.ZERO)).isSameAs(first);
        pool.close();
        assertThat(pool.state()).isEqualTo(PoolState.TERMINATED);
    }

    @Test
    void refusesADeadlineThatMakesNoSense() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("i11-arguments", 1).build()) {
            assertThatIllegalArgumentException().isThrownBy(() -> pool.close(Duration.ofNanos(-1)));
            assertThatNullPointerException().isThrownBy(() -> pool.close(null));
            assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
        }
        try (WorkerPool pool = Mode.COOPERATIVE.pool("i11-forever", 1).build()) {
            assertThat(pool.close(Duration.ofSeconds(Long.MAX_VALUE)).complete())
                    .isTrue();
        }
    }

    @InEveryMode
    void atDeadlineZeroWithAFullQueue(Mode mode) {
        int jobs = 1_000;
        Ledger ledger = new Ledger(jobs);
        PoolThreads threads = new PoolThreads();
        WorkerPool pool = mode.pool("i11-zero", WORKERS)
                .threadFactory(threads)
                .queueCapacity(jobs)
                .build();
        try (Gate held = Gate.holding(pool, WORKERS)) {
            ledger.jobs(0, jobs).forEach(pool::execute);
            DrainReport report = pool.close(Duration.ZERO);
            Accounts.assertClosed(report);
            assertThat(report.complete()).isFalse();
            assertThat(report.handedBack()).hasSize(jobs);
            assertThat(ledger.total()).isZero();
            // Held by a latch, ended by their interrupt.
            assertThat(report.stats().jobs().completed()).isEqualTo(WORKERS);
            assertThat(held.isOpen()).isFalse();
            assertThat(threads.ownAlive()).isEmpty();
        }
    }

    /** With one worker nothing can overtake: what comes back is in the order of the submits. */
    @Test
    void handsBackInOrder() {
        Ledger ledger = new Ledger(300);
        WorkerPool pool = Mode.COOPERATIVE.pool("i11-order", 1).build();
        try (Gate held = Gate.holding(pool, 1)) {
            List<Ledger.Job> jobs = ledger.jobs(0, 300);
            jobs.subList(0, 50).forEach(pool::execute);
            pool.executeAll(jobs.subList(50, 250));
            jobs.subList(250, 300).forEach(pool::execute);
            DrainReport report = pool.close(Duration.ZERO);
            assertThat(report.handedBack()).isEqualTo(jobs);
            assertThat(held.isOpen()).isFalse();
        }
    }

    /** A job that does not care for interrupts is named with its thread and stack; what lay behind it comes back; the thread ends with the job. */
    @InEveryMode
    void namesTheJobThatIgnoresItsInterrupt(Mode mode) {
        PoolThreads threads = new PoolThreads();
        WorkerPool pool = mode.pool("i11-stuck", WORKERS).threadFactory(threads).build();
        Ledger ledger = new Ledger(100);
        AtomicReference<Thread> worker = new AtomicReference<>();
        try (Gate held = Gate.holding(pool, WORKERS - 1);
                Gate stuck = new Gate()) {
            List<Runnable> batch = new ArrayList<>(ledger.jobs(0, 100));
            batch.add(0, () -> {
                worker.set(Thread.currentThread());
                stuck.awaitUninterruptibly();
            });
            pool.executeAll(batch);
            stuck.entered(pool);
            DrainReport report = pool.close(Duration.ZERO);
            assertThat(report.complete()).isFalse();
            assertThat(report.unaccounted()).isZero();
            assertThat(report.stats().state()).isEqualTo(PoolState.TERMINATED);
            assertThat(report.handedBack()).containsExactlyInAnyOrderElementsOf(batch.subList(1, 101));
            assertThat(report.stillRunning()).singleElement().satisfies(running -> {
                assertThat(running.thread()).isSameAs(worker.get());
                assertThat(running.stack())
                        .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("awaitUninterruptibly"));
            });
            assertThat(report.toString())
                    .contains("awaitUninterruptibly")
                    .contains(worker.get().getName());
            assertThat(threads.ownAlive()).containsExactly(worker.get());
            assertRefuses(pool);
            assertThat(held.isOpen()).isFalse();
        }
        Await.end(worker.get());
        assertThat(threads.ownAlive()).isEmpty();
        assertThat(ledger.total()).isZero();
        assertThat(pool.stats().jobs().completed()).isEqualTo(WORKERS);
    }

    /** From a worker the close is begun, not awaited: its own job could never end otherwise. */
    @InEveryMode
    void fromAWorker(Mode mode) {
        Ledger ledger = new Ledger(200);
        AtomicReference<DrainReport> moment = new AtomicReference<>();
        WorkerPool pool = mode.pool("i11-worker", WORKERS).build();
        Gate held = Gate.holding(pool, WORKERS);
        List<Runnable> batch = new ArrayList<>(ledger.jobs(0, 200));
        batch.add(0, () -> {
            moment.set(pool.close(LONG));
            assertThat(pool.tryExecute(() -> {})).isFalse();
            pool.close();
        });
        pool.executeAll(batch);
        held.open();
        Await.until(() -> pool.state() == PoolState.TERMINATED, pool::explain);
        ledger.assertEachRanOnce();
        assertThat(moment.get().complete()).isFalse();
        assertThat(moment.get().stats().state()).isEqualTo(PoolState.DRAINING);
        assertThat(pool.stats().jobs().failed()).isZero();
        DrainReport report = pool.close(LONG);
        Accounts.assertClosed(report);
        assertThat(report.complete()).isTrue();
    }

    @InEveryMode
    void fromEveryWorkerAndFromOutside(Mode mode) {
        for (int round = 0; round < Scale.rounds(50); round++) {
            WorkerPool pool = mode.pool("i11-all", WORKERS).build();
            Gate held = Gate.holding(pool, WORKERS);
            for (int i = 0; i < WORKERS; i++) {
                pool.execute(pool::close);
            }
            held.open();
            DrainReport report = pool.close(LONG);
            Accounts.assertClosed(report);
            assertThat(report.stats().jobs().completed()).isEqualTo(2 * WORKERS);
        }
    }

    /** Of many deadlines the shortest wins, whoever brought it. */
    @InEveryMode
    void atOnceFromManyWithDifferentDeadlines(Mode mode) {
        WorkerPool pool = mode.pool("i11-many", WORKERS).build();
        try (Gate held = Gate.holding(pool, WORKERS)) {
            pool.executeAll(Collections.nCopies(100, () -> {}));
            Queue<DrainReport> reports = new ConcurrentLinkedQueue<>();
            List<Thread> closers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closers.add(new Thread(() -> reports.add(pool.close(LONG)), "i11-closer"));
            }
            closers.forEach(Thread::start);
            Await.until(() -> pool.state() == PoolState.DRAINING, pool::explain);
            assertThat(reports).isEmpty();
            DrainReport report = pool.close(Duration.ofMillis(1));
            Await.end(closers);
            assertThat(report.handedBack()).hasSize(100);
            assertThat(reports).hasSize(4).allSatisfy(each -> assertThat(each).isSameAs(report));
            Accounts.assertClosed(report);
            assertThat(held.isOpen()).isFalse();
        }
    }

    /** An interrupt of the closer brings the deadline to now; the closer keeps his flag. */
    @InEveryMode
    void whenTheCloserIsInterrupted(Mode mode) {
        interrupted(mode, false);
    }

    @InEveryMode
    void whenTheCloserComesInterrupted(Mode mode) {
        interrupted(mode, true);
    }

    private static void interrupted(Mode mode, boolean before) {
        WorkerPool pool = mode.pool("i11-interrupt", WORKERS).build();
        try (Gate held = Gate.holding(pool, WORKERS)) {
            pool.executeAll(Collections.nCopies(100, () -> {}));
            AtomicReference<DrainReport> report = new AtomicReference<>();
            AtomicInteger flag = new AtomicInteger();
            Thread closer = new Thread(
                    () -> {
                        if (before) {
                            Thread.currentThread().interrupt();
                        }
                        report.set(pool.close(LONG));
                        flag.set(Thread.currentThread().isInterrupted() ? 1 : -1);
                    },
                    "i11-closer");
            closer.start();
            if (!before) {
                Await.until(() -> pool.state() == PoolState.DRAINING, pool::explain);
                closer.interrupt();
            }
            Await.end(closer);
            assertThat(flag).hasValue(1);
            Accounts.assertClosed(report.get());
            assertThat(report.get().handedBack()).hasSize(100);
            assertThat(held.isOpen()).isFalse();
        }
    }

    /** One who only waits for another's close may lose patience as well. */
    @InEveryMode
    void whenASecondCloserIsInterrupted(Mode mode) {
        WorkerPool pool = mode.pool("i11-second", WORKERS).build();
        try (Gate held = Gate.holding(pool, WORKERS)) {
            pool.executeAll(Collections.nCopies(100, () -> {}));
            Thread first = new Thread(() -> pool.close(LONG), "i11-closer");
            first.start();
            Await.until(() -> pool.state() == PoolState.DRAINING, pool::explain);
            AtomicInteger flag = new AtomicInteger();
            Thread second = new Thread(
                    () -> {
                        pool.close(LONG);
                        flag.set(Thread.currentThread().isInterrupted() ? 1 : -1);
                    },
                    "i11-closer");
            second.start();
            second.interrupt();
            Await.end(List.of(first, second));
            assertThat(flag).hasValue(1);
            assertThat(pool.close(LONG).handedBack()).hasSize(100);
            assertThat(held.isOpen()).isFalse();
        }
    }

    @InEveryMode
    void sendsBlockedSubmittersAway(Mode mode) {
        WorkerPool pool = mode.pool("i11-blocked", WORKERS).queueCapacity(2).build();
        try (Gate held = Gate.holding(pool, WORKERS)) {
            pool.executeAll(Collections.nCopies(2, () -> {}));
            Queue<RejectedExecutionException> rejections = new ConcurrentLinkedQueue<>();
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                List<Runnable> jobs = Collections.nCopies(1 + i % 2, () -> {});
                submitters.add(new Thread(
                        () -> {
                            try {
                                pool.executeAll(jobs);
                            } catch (RejectedExecutionException e) {
                                rejections.add(e);
                            }
                        },
                        "i11-submitter"));
            }
            submitters.forEach(Thread::start);
            Await.blocked(pool, 6);
            Thread closer = new Thread(() -> pool.close(LONG), "i11-closer");
            closer.start();
            Await.end(submitters);
            assertThat(rejections)
                    .hasSize(6)
                    .allSatisfy(rejection -> assertThat(rejection)
                            .hasMessageContaining("closed")
                            .hasMessageContaining("i11-blocked")
                            .hasMessageContaining("DRAINING"));
            assertThat(pool.stats().depth().blockedProducers()).isZero();
            held.open();
            Await.end(closer);
            DrainReport report = pool.close(LONG);
            Accounts.assertClosed(report);
            assertThat(report.stats().jobs().rejected()).isEqualTo(9);
            assertThat(report.stats().jobs().completed()).isEqualTo(WORKERS + 2);
        }
    }

    @InEveryMode
    void whenSubmittersBlockWhileItCloses(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(150); round++) {
            WorkerPool pool = mode.pool("i11-race", 2).queueCapacity(1).build();
            CountDownLatch started = new CountDownLatch(4);
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                submitters.add(new Thread(() -> submitUntilClosed(pool, started), "i11-submitter"));
            }
            submitters.forEach(Thread::start);
            Await.zero(started, pool);
            for (int i = random.nextInt(20_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            DrainReport report = pool.close(random.nextBoolean() ? LONG : Duration.ZERO);
            Await.end(submitters);
            Accounts.assertClosed(report);
        }
    }

    private static void submitUntilClosed(WorkerPool pool, CountDownLatch started) {
        started.countDown();
        try {
            while (true) {
                pool.execute(() -> {});
            }
        } catch (RejectedExecutionException e) {
            assertThat(pool.state()).isNotEqualTo(PoolState.RUNNING);
        }
    }

    /** A submitter that is interrupted while it waits leaves with the reason and its flag. */
    @InEveryMode
    void ofTheWaitOfAnInterruptedSubmitter(Mode mode) {
        try (WorkerPool pool =
                        mode.pool("i11-submitter", WORKERS).queueCapacity(1).build();
                Gate held = Gate.holding(pool, WORKERS)) {
            pool.execute(() -> {});
            AtomicReference<RejectedExecutionException> rejection = new AtomicReference<>();
            AtomicInteger flag = new AtomicInteger();
            Thread submitter = new Thread(
                    () -> {
                        try {
                            pool.execute(() -> {});
                        } catch (RejectedExecutionException e) {
                            rejection.set(e);
                            flag.set(Thread.currentThread().isInterrupted() ? 1 : -1);
                        }
                    },
                    "i11-submitter");
            submitter.start();
            Await.blocked(pool, 1);
            submitter.interrupt();
            Await.end(submitter);
            assertThat(rejection.get()).hasCauseInstanceOf(InterruptedException.class);
            assertThat(flag).hasValue(1);
            assertThat(pool.stats().depth().blockedProducers()).isZero();
            assertThat(pool.stats().jobs().rejected()).isEqualTo(1);
            held.open();
        }
    }

    /** Sizes that change while the pool closes, by hand and by policy: whoever was hired has gone when the close returns. */
    @InEveryMode
    void whenThePoolIsResizedMeanwhile(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(200); round++) {
            PoolThreads threads = new PoolThreads();
            Thresholds restless = SizingPolicy.thresholds().period(Duration.ofMillis(1));
            WorkerPool pool = mode.pool("i11-resize", 2)
                    .workers(2, 6)
                    .sizing(restless.growAbove(1e-9).shrinkBelow(0).step(2))
                    .threadFactory(threads)
                    .queueCapacity(64)
                    .whenFull(WhenFull.reject())
                    .build();
            pool.executeAll(Collections.nCopies(50, () -> {}));
            CountDownLatch started = new CountDownLatch(1);
            SplittableRandom sizes = random.split();
            Thread resizer = new Thread(() -> resizeUntilClosed(pool, sizes, started), "i11-resizer");
            resizer.start();
            Await.zero(started, pool);
            for (int i = random.nextInt(5_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            DrainReport report = pool.close(LONG);
            List<Thread> left = threads.ownAlive();
            Await.end(resizer);
            Accounts.assertClosed(report);
            assertThat(left).as("threads that outlive the close").isEmpty();
        }
    }

    private static void resizeUntilClosed(WorkerPool pool, SplittableRandom sizes, CountDownLatch started) {
        started.countDown();
        try {
            while (true) {
                int size = sizes.nextInt(2, 7);
                pool.resize(size, size);
            }
        } catch (IllegalStateException e) {
            assertThat(pool.state()).isNotEqualTo(PoolState.RUNNING);
        }
    }

    /** States only move forward, and each of them can be seen. */
    @InEveryMode
    void statesInTheirOrder(Mode mode) {
        WorkerPool pool = mode.pool("i11-states", WORKERS).build();
        try (Gate stuck = new Gate()) {
            pool.execute(stuck::awaitUninterruptibly);
            stuck.entered(pool);
            assertThat(pool.state()).isEqualTo(PoolState.RUNNING);
            Thread first = new Thread(() -> pool.close(LONG), "i11-closer");
            first.start();
            Await.until(() -> pool.state() == PoolState.DRAINING, pool::explain);
            Thread second = new Thread(() -> pool.close(Duration.ZERO), "i11-closer");
            second.start();
            Await.until(() -> pool.state() == PoolState.STOPPING, pool::explain);
            stuck.open();
            Await.end(List.of(first, second));
            assertThat(pool.state()).isEqualTo(PoolState.TERMINATED);
            assertThat(pool.stats().state()).isEqualTo(PoolState.TERMINATED);
        }
    }
}
