package dev.millrace.pool.runtime.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Threads that die, or never come. */
@Guarded
class DeathCasesTest {
    private static final int SEEDS = 60;
    /** Each of these waits for a timer, or out a pause. */
    private static final int SLOW_SEEDS = 12;

    private static final int JOBS = 8;

    @Test
    void workerDiesHoldingBatch() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            WorkerPool pool = stage.pool(2);
            List<Runnable> jobs = new ArrayList<>(ledger.jobs(0, JOBS));
            jobs.add(stage.choice(JOBS), Poison::die);
            stage.actor("submitter", () -> {
                pool.executeAll(jobs);
                stage.await("all", () -> ledger.total() == JOBS);
            });
            stage.play();
            ledger.assertEachRanOnce();
        });
    }

    /** It has taken jobs from the queue or a lane and has not shown them to anybody. */
    @Test
    void workerDiesAfterTaking() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            WorkerPool pool = stage.pool(2);
            stage.throwAt(Point.TAKEN, stage.choice(3));
            runAll(stage, pool, ledger, JOBS);
            assertThat(stage.hasThrown()).isTrue();
        });
    }

    /** It has claimed a job, which has left the bound: that one fails, and is not run again. */
    @Test
    void workerDiesAfterClaim() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            WorkerPool pool = stage.pool(2);
            stage.throwAt(Point.RUNS, stage.choice(JOBS));
            runAll(stage, pool, ledger, JOBS - 1);
            assertThat(pool.stats().jobs().failed()).isEqualTo(1);
        });
    }

    @Test
    void dispatcherDiesWithJobsInHand() {
        Interleavings.each(SLOW_SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            WorkerPool pool = stage.pool(2);
            stage.throwAt(Point.ROUTED, stage.choice(2));
            runAll(stage, pool, ledger, JOBS);
        });
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            WorkerPool pool = stage.pool(Mode.COOPERATIVE, 2, builder -> builder);
            stage.throwAt(stage.choice(2) == 0 ? Point.ROLE_TAKEN : Point.PRODUCER_TAKEN, 0);
            runAll(stage, pool, ledger, JOBS);
        });
    }

    @Test
    void restartWorkerWhileStealing() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            WorkerPool pool = stage.pool(3);
            ledger.jobs(0, 3).forEach(pool::execute);
            pool.execute(Poison::die);
            ledger.jobs(3, JOBS).forEach(pool::execute);
            stage.actor("reader", () -> stage.await("all", () -> ledger.total() == JOBS));
            stage.play();
            ledger.assertEachRanOnce();
            assertThat(pool.stats().jobs().failed()).isEqualTo(1);
        });
    }

    @Test
    void factoryReturnsNullThenRecovers() {
        grows(() -> null);
    }

    @Test
    void factoryThrowsOutOfMemoryOnGrowth() {
        grows(() -> {
            throw new OutOfMemoryError("injected: no thread");
        });
    }

    private static void grows(Supplier<Thread> failure) {
        Interleavings.each(SLOW_SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            AtomicInteger asked = new AtomicInteger();
            ThreadFactory factory = body -> {
                if (asked.incrementAndGet() == 2) {
                    stage.forget(body);
                    return failure.get();
                }
                return new Thread(body, "millrace-flaky");
            };
            WorkerPool pool = stage.pool(
                    Mode.COOPERATIVE, 1, builder -> builder.workers(1, 2).threadFactory(factory));
            stage.actor("resizer", () -> {
                try {
                    pool.resize(2, 2);
                } catch (IllegalStateException refused) {
                    assertThat(refused).hasMessageContaining("thread");
                }
                stage.await("two", () -> pool.stats().workers().live() == 2);
            });
            runAll(stage, pool, ledger, JOBS);
        });
    }

    private static void runAll(Stage stage, WorkerPool pool, Ledger ledger, int runs) {
        stage.actor("submitter", () -> {
            ledger.jobs(0, JOBS).forEach(pool::execute);
            stage.await("all", () -> ledger.total() == runs);
        });
        stage.play();
        for (int job = 0; job < JOBS; job++) {
            assertThat(ledger.runs(job)).as("runs of job %d", job).isLessThanOrEqualTo(1);
        }
        assertThat(ledger.total()).isEqualTo(runs);
    }
}
