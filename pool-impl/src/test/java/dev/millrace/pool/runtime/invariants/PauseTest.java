package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.ProcessorTime;
import dev.millrace.pool.runtime.support.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A paused pool starts nothing, takes what fits, and goes on where it was. */
@Guarded
class PauseTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Jobs in the workers' chunks, batches and lanes, and in the queue; the workers come free, and none of these starts. */
    @InEveryMode
    void nothingStartsWhereverItLies(Mode mode) {
        int workers = mode.leastWorkers();
        Ledger ledger = new Ledger(300);
        WorkerPool pool = mode.pool("pause", workers).laneCapacity(4).build();
        try (Gate gate = new Gate();
                Gate other = Gate.holding(pool, workers - 1)) {
            List<Runnable> batch = new ArrayList<>(List.of(gate));
            batch.addAll(ledger.jobs(0, 100));
            pool.executeAll(batch);
            gate.entered(pool);
            ledger.jobs(100, 200).forEach(pool::execute);
            pool.pause();
            assertThat(pool.isPaused()).isTrue();
            other.open();
            gate.open();
            ledger.jobs(200, 300).forEach(pool::execute);
            awaitPaused("pause", workers);
            assertThat(pool.stats().jobs().completed())
                    .as("those that ran go on")
                    .isEqualTo(workers);
            assertThat(ledger.total()).isZero();
            assertThat(pool.stats().depth().total()).isEqualTo(300);
            assertThat(pool.stats().workers().busy()).isZero();
        }
        pool.resume();
        assertThat(pool.isPaused()).isFalse();
        // Without a close, which would wake whoever slept over a job.
        Await.asleep(pool, workers);
        ledger.assertEachRanOnce();
        Accounts.assertClosed(pool.close(LONG));
    }

    /** From here on nobody starts anything: each worker waits where it can be woken by the end of the pause only. */
    private static void awaitPaused(String pool, int workers) {
        Await.until(
                () -> PoolThreads.alive(pool).stream()
                                .filter(thread -> Arrays.stream(thread.getStackTrace())
                                        .anyMatch(frame -> frame.getClassName().endsWith(".Pause")))
                                .count()
                        == workers,
                () -> "all workers should pause: " + PoolThreads.stacksOf(PoolThreads.alive(pool)));
    }

    @InEveryMode
    void takesWhatFits(Mode mode) {
        int workers = mode.leastWorkers();
        Ledger ledger = new Ledger(5);
        try (WorkerPool pool = mode.pool("pause", workers)
                .queueCapacity(4)
                .whenFull(WhenFull.reject())
                .build()) {
            pool.pause();
            for (int i = 0; i < 4; i++) {
                assertThat(pool.tryExecute(ledger.job(i))).isTrue();
            }
            assertThat(pool.tryExecute(Jobs.NOTHING)).isFalse();
            assertThat(pool.stats().depth().total()).isEqualTo(4);
            assertThat(ledger.total()).isZero();
            pool.resume();
            Await.asleep(pool, workers);
            pool.execute(ledger.job(4));
            Await.asleep(pool, workers);
            ledger.assertEachRanOnce();
        }
    }

    /** A submitter that waits for room of a paused pool gets it when the pool goes on. */
    @InEveryMode
    void whoWaitsForRoomComesInAfterwards(Mode mode) {
        Ledger ledger = new Ledger(6);
        try (WorkerPool pool =
                mode.pool("pause", mode.leastWorkers()).queueCapacity(2).build()) {
            pool.pause();
            Thread submitter = new Thread(() -> ledger.jobs(0, 6).forEach(pool::execute), "submitter");
            submitter.start();
            Await.blocked(pool, 1);
            assertThat(ledger.total()).isZero();
            pool.resume();
            Await.end(submitter);
        }
        ledger.assertEachRanOnce();
    }

    @InEveryMode
    void isToldAndRecorded(Mode mode) {
        WorkerPool pool = mode.pool("pause", 2).build();
        assertThat(pool.isPaused()).isFalse();
        pool.resume();
        assertThat(pool.decisions()).isEmpty();
        pool.pause();
        pool.pause();
        assertThat(pool.isPaused()).isTrue();
        assertThat(pool.explain()).contains("pool 'pause' RUNNING, paused").contains("HAND 2 -> 2: pause()");
        pool.resume();
        pool.resume();
        assertThat(pool.explain()).doesNotContain("RUNNING, paused").contains("HAND 2 -> 2: resume()");
        assertThat(pool.decisions()).extracting(SizingRecord::reason).containsExactly("pause()", "resume()");
        pool.close();
        assertThatIllegalStateException().isThrownBy(pool::pause).withMessage("pool 'pause' is closed");
        assertThat(pool.isPaused()).isFalse();
        pool.resume();
    }

    /** Although jobs wait. */
    @InEveryMode
    void costsNothing(Mode mode) {
        int workers = 4;
        try (WorkerPool pool = mode.pool("pause-idle", workers)
                .laneCapacity(4)
                .queueCapacity(500)
                .build()) {
            pool.pause();
            for (int i = 0; i < 500; i++) {
                pool.execute(Jobs.NOTHING);
            }
            awaitPaused("pause-idle", workers);
            List<Thread> threads = PoolThreads.alive("pause-idle");
            settle(threads);
            long before = ProcessorTime.of(threads);
            long end = ProcessorTime.of(Thread.currentThread()) + TimeUnit.MILLISECONDS.toNanos(100);
            while (ProcessorTime.of(Thread.currentThread()) < end) {
                assertThat(pool.stats().workers().searching()).isZero();
            }
            assertThat(ProcessorTime.of(threads) - before)
                    .as("ns of processor time of a paused pool")
                    .isLessThan(TimeUnit.MILLISECONDS.toNanos(1));
            pool.resume();
        }
    }

    /** A thread that waits already may still be on its way there. */
    private static void settle(List<Thread> threads) {
        long[] last = {-1};
        Await.until(
                () -> {
                    long before = last[0];
                    last[0] = ProcessorTime.of(threads);
                    return last[0] == before;
                },
                () -> "the threads do not rest: " + PoolThreads.stacksOf(threads));
    }

    @InEveryMode
    void canBeResized(Mode mode) {
        int least = mode.leastWorkers();
        Ledger ledger = new Ledger(200);
        WorkerPool pool = mode.pool("pause-size", least).build();
        Await.asleep(pool, least);
        pool.pause();
        ledger.jobs(0, 100).forEach(pool::execute);
        pool.resize(least + 3, least + 3);
        awaitPaused("pause-size", least + 3);
        ledger.jobs(100, 200).forEach(pool::execute);
        pool.resize(least, least);
        Await.until(() -> pool.stats().workers().live() == least, pool::explain);
        awaitPaused("pause-size", least);
        assertThat(ledger.total()).isZero();
        assertThat(pool.stats().depth().total()).isEqualTo(200);
        pool.resume();
        Await.asleep(pool, least);
        ledger.assertEachRanOnce();
        Accounts.assertClosed(pool.close(LONG));
    }

    @InEveryMode
    void aCloseGoesOnAndDrains(Mode mode) {
        Ledger ledger = new Ledger(100);
        WorkerPool pool = mode.pool("pause", 2).build();
        pool.pause();
        ledger.jobs(0, 100).forEach(pool::execute);
        DrainReport report = pool.close(LONG);
        Accounts.assertClosed(report);
        assertThat(report.complete()).isTrue();
        assertThat(pool.isPaused()).isFalse();
        ledger.assertEachRanOnce();
    }

    /** All of it, though the workers are awake and wait for nothing else than the end of the pause. */
    @InEveryMode
    void aCloseAtOnceHandsBack(Mode mode) {
        for (int round = 0; round < Scale.rounds(25); round++) {
            handsBack(mode, pool -> {
                DrainReport report = pool.close(Duration.ZERO);
                Accounts.assertClosed(report);
                return report.handedBack();
            });
        }
    }

    @InEveryMode
    void shutdownNowHandsBack(Mode mode) {
        for (int round = 0; round < Scale.rounds(25); round++) {
            handsBack(mode, pool -> {
                List<Runnable> unrun = pool.asExecutorService().shutdownNow();
                pool.close();
                return unrun;
            });
        }
    }

    private static void handsBack(Mode mode, Function<WorkerPool, List<Runnable>> end) {
        Ledger ledger = new Ledger(100);
        WorkerPool pool = mode.pool("pause-end", 2).build();
        pool.pause();
        List<Ledger.Job> jobs = ledger.jobs(0, 100);
        jobs.forEach(pool::execute);
        awaitPaused("pause-end", 2);
        assertThat(end.apply(pool)).hasSize(100).containsAll(jobs);
        assertThat(ledger.total()).isZero();
        assertThat(pool.isPaused()).isFalse();
    }
}
