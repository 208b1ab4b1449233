package dev.millrace.pool.runtime.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A close against those who submit, run and close. */
@Guarded
class ClosingCasesTest {
    private static final int SEEDS = 90;

    @Test
    void submitThenShutdownRunsAll() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(6);
            WorkerPool pool = stage.pool(2);
            stage.actor("submitter", () -> {
                ledger.jobs(0, 6).forEach(pool::execute);
                pool.asExecutorService().shutdown();
            });
            stage.awaitEnd(pool);
            stage.play();
            ledger.assertEachRanOnce();
            assertTerminated(pool);
        });
    }

    @Test
    void submitRacesShutdownAndEachJobIsEitherRunOrRefused() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ran = new Ledger(6);
            Ledger refused = new Ledger(6);
            WorkerPool pool = stage.pool(2);
            submitters(stage, pool, ran, refused);
            stage.actor("closer", () -> pool.asExecutorService().shutdown());
            stage.awaitEnd(pool);
            stage.play();
            assertOneFate(ran, refused, new Ledger(6));
            assertTerminated(pool);
        });
    }

    @Test
    void submitRacesShutdownNowAndEachJobIsRunOrRefusedOrReturned() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ran = new Ledger(6);
            Ledger refused = new Ledger(6);
            Ledger returned = new Ledger(6);
            WorkerPool pool = stage.pool(2);
            submitters(stage, pool, ran, refused);
            stage.actor("closer", () -> shutdownNow(pool, returned));
            stage.awaitEnd(pool);
            stage.play();
            assertOneFate(ran, refused, returned);
            assertTerminated(pool);
        });
    }

    @Test
    void twoShutdownNowGiveDisjointLists() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ran = new Ledger(6);
            Ledger returned = new Ledger(6);
            WorkerPool pool = stage.pool(2);
            ran.jobs(0, 6).forEach(pool::execute);
            stage.actor("closer", () -> shutdownNow(pool, returned));
            stage.actor("closer", () -> shutdownNow(pool, returned));
            stage.awaitEnd(pool);
            stage.play();
            assertOneFate(ran, new Ledger(6), returned);
            assertTerminated(pool);
        });
    }

    @Test
    void shutdownFromWorkerWaitsForNobody() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(4);
            AtomicInteger closes = new AtomicInteger();
            WorkerPool pool = stage.pool(2);
            stage.actor("submitter", () -> {
                ledger.jobs(0, 4).forEach(pool::execute);
                pool.execute(() -> {
                    if (stage.choice(2) == 0) {
                        pool.asExecutorService().shutdown();
                    } else {
                        pool.close();
                    }
                    closes.incrementAndGet();
                });
            });
            stage.awaitEnd(pool);
            stage.play();
            ledger.assertEachRanOnce();
            assertThat(closes).hasValue(1);
            assertTerminated(pool);
        });
    }

    @Test
    void awaitTerminationFromWorkerFailsFast() {
        Interleavings.each(SEEDS / 2, stage -> {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            WorkerPool pool = stage.pool(2);
            pool.execute(() -> {
                try {
                    pool.asExecutorService().awaitTermination(1, TimeUnit.DAYS);
                } catch (InterruptedException | IllegalStateException e) {
                    thrown.set(e);
                }
            });
            stage.actor("closer", () -> pool.asExecutorService().shutdown());
            stage.awaitEnd(pool);
            stage.play();
            assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("waits for this");
        });
    }

    @Test
    void closeInterruptedInterruptsWhatRunsAndKeepsTheFlag() {
        Interleavings.each(SEEDS / 2, stage -> {
            Ledger ran = new Ledger(5);
            AtomicReference<DrainReport> report = new AtomicReference<>();
            AtomicReference<Thread> closing = new AtomicReference<>();
            AtomicBoolean kept = new AtomicBoolean();
            AtomicBoolean stopped = new AtomicBoolean();
            WorkerPool pool = stage.pool(1);
            pool.execute(() -> {
                ran.ran(0);
                stopped.set(stage.awaitInterruptibly("interrupt", () -> false));
            });
            ran.jobs(1, 5).forEach(pool::execute);
            stage.actor("closer", () -> {
                closing.set(Thread.currentThread());
                report.set(pool.close(Duration.ofDays(1)));
                kept.set(Thread.interrupted());
            });
            stage.actor("interrupter", () -> {
                stage.await("close", () -> closing.get() != null);
                closing.get().interrupt();
            });
            stage.play();
            assertThat(kept).isTrue();
            Accounts.assertClosed(report.get());
            assertThat(report.get().handedBack().size() + ran.total()).isEqualTo(5);
            assertThat(stopped.get() || ran.runs(0) == 0).isTrue();
        });
    }

    private static void submitters(Stage stage, WorkerPool pool, Ledger ran, Ledger refused) {
        for (int first = 0; first < 6; first += 3) {
            List<Ledger.Job> jobs = ran.jobs(first, first + 3);
            stage.actor("submitter", () -> {
                for (Ledger.Job job : jobs) {
                    try {
                        pool.execute(job);
                    } catch (RejectedExecutionException e) {
                        refused.ran(job.number());
                    }
                }
            });
        }
    }

    private static void shutdownNow(WorkerPool pool, Ledger returned) {
        for (Runnable job : pool.asExecutorService().shutdownNow()) {
            returned.ran(((Ledger.Job) job).number());
        }
    }

    private static void assertOneFate(Ledger ran, Ledger refused, Ledger returned) {
        List<String> fates = new ArrayList<>();
        for (int job = 0; job < 6; job++) {
            fates.add(
                    ran.runs(job) + refused.runs(job) + returned.runs(job) == 1
                            ? "one"
                            : "job " + job + " ran " + ran.runs(job) + ", refused " + refused.runs(job) + ", returned "
                                    + returned.runs(job));
        }
        assertThat(fates).isEqualTo(Collections.nCopies(6, "one"));
    }

    private static void assertTerminated(WorkerPool pool) {
        assertThat(pool.asExecutorService().isTerminated()).as(pool::explain).isTrue();
        Accounts.assertClosed(pool.close(Duration.ZERO));
    }
}
