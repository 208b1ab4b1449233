package dev.millrace.pool.runtime.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Jobs that wait for jobs, are cancelled, interrupted, refused, or hand in others. */
@Guarded
class JobCasesTest {
    private static final int SEEDS = 60;

    @Test
    void nestedSubmitAndJoinOnOneWorker() {
        Interleavings.each(SEEDS, stage -> {
            AtomicInteger result = new AtomicInteger();
            WorkerPool pool = stage.pool(1);
            stage.actor("submitter", () -> {
                JobHandle<Integer> outer = pool.submit(() -> {
                    JobHandle<Integer> inner = pool.submit(() -> 20);
                    return inner.get() + pool.submit(() -> 22).get();
                });
                stage.await("outer", outer::isDone);
                result.set(outer.get());
            });
            stage.actor("other", () -> pool.submit(() -> 1).get());
            stage.play();
            assertThat(result).hasValue(42);
        });
    }

    @Test
    void callerRunsFromWorker() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(8);
            WorkerPool pool = stage.pool(2, builder -> builder.queueCapacity(2).whenFull(WhenFull.callerRuns()));
            stage.actor("submitter", () -> {
                for (int first = 0; first < 8; first += 4) {
                    List<Ledger.Job> jobs = ledger.jobs(first, first + 4);
                    pool.execute(() -> jobs.forEach(pool::execute));
                }
                stage.await("all", () -> ledger.total() == 8);
            });
            stage.play();
            ledger.assertEachRanOnce();
        });
    }

    /** There are no handlers of refusals: who is refused submits again. */
    @Test
    void refusedSubmitterSubmitsAgain() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(8);
            AtomicInteger refused = new AtomicInteger();
            WorkerPool pool = stage.pool(2, builder -> builder.queueCapacity(2).whenFull(WhenFull.reject()));
            for (int first = 0; first < 8; first += 4) {
                List<Ledger.Job> jobs = ledger.jobs(first, first + 4);
                stage.actor(
                        "submitter",
                        () -> jobs.forEach(job -> {
                            while (!accepted(pool, job)) {
                                refused.incrementAndGet();
                                stage.spin("refused");
                            }
                        }));
            }
            stage.actor("reader", () -> stage.await("all", () -> ledger.total() == 8));
            stage.play();
            ledger.assertEachRanOnce();
            assertThat(pool.stats().jobs().rejected()).isEqualTo(refused.get());
        });
    }

    private static boolean accepted(WorkerPool pool, Runnable job) {
        try {
            pool.execute(job);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Who sees the handle done finds the place free. */
    @Test
    void cancelQueuedAndThePlaceIsFree() {
        Interleavings.each(SEEDS, stage -> {
            AtomicBoolean open = new AtomicBoolean();
            AtomicBoolean accepted = new AtomicBoolean();
            AtomicInteger runs = new AtomicInteger();
            WorkerPool pool = stage.pool(1, builder -> builder.queueCapacity(1).whenFull(WhenFull.reject()));
            AtomicReference<JobHandle<?>> handle = new AtomicReference<>();
            stage.actor("submitter", () -> {
                pool.execute(() -> stage.await("open", open::get));
                stage.await("held", () -> pool.stats().jobs().started() == 1);
                handle.set(pool.submit(runs::incrementAndGet));
            });
            stage.actor("canceller", () -> {
                stage.await("handle", () -> handle.get() != null);
                assertThat(handle.get().cancel(true)).isTrue();
            });
            stage.actor("next", () -> {
                stage.await("done", () -> handle.get() != null && handle.get().isDone());
                accepted.set(pool.tryExecute(runs::incrementAndGet));
                open.set(true);
                stage.await("next", () -> runs.get() == 1);
            });
            stage.play();
            assertThat(accepted).isTrue();
            assertThat(runs).hasValue(1);
            assertThat(handle.get().isCancelled()).isTrue();
        });
    }

    @Test
    void interruptStatusDoesNotLeak() {
        Interleavings.each(2 * SEEDS, stage -> {
            AtomicInteger steps = new AtomicInteger();
            AtomicInteger leaked = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            WorkerPool pool = stage.pool(1);
            AtomicReference<JobHandle<?>> handle = new AtomicReference<>();
            stage.actor("submitter", () -> {
                handle.set(pool.submit(() -> {
                    for (int step = 0; step < 3 && !Thread.currentThread().isInterrupted(); step++) {
                        steps.incrementAndGet();
                        stage.step("runs");
                    }
                }));
                for (int next = 0; next < 3; next++) {
                    pool.execute(() -> {
                        stage.step("next");
                        leaked.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                        ended.incrementAndGet();
                    });
                }
                stage.await("all", () -> ended.get() == 3);
            });
            stage.actor("canceller", () -> {
                stage.await("runs", () -> steps.get() > 0 && handle.get() != null);
                handle.get().cancel(true);
            });
            stage.play();
            assertThat(leaked).hasValue(0);
            assertThat(handle.get().isDone()).isTrue();
        });
    }

    @Test
    void twoPoolsFeedingEachOther() {
        Interleavings.each(SEEDS, stage -> {
            AtomicInteger ended = new AtomicInteger();
            WorkerPool left = stage.pool(1, builder -> builder.queueCapacity(8));
            WorkerPool right = stage.pool(1, builder -> builder.queueCapacity(8));
            for (int ball = 0; ball < 3; ball++) {
                stage.actor("server", () -> left.execute(() -> hop(left, right, 5, ended)));
            }
            stage.actor("reader", () -> stage.await("all", () -> ended.get() == 3));
            stage.play();
            assertThat(left.stats().jobs().accepted()).isEqualTo(9);
            assertThat(right.stats().jobs().accepted()).isEqualTo(9);
        });
    }

    private static void hop(WorkerPool here, WorkerPool there, int left, AtomicInteger ended) {
        if (left == 0) {
            ended.incrementAndGet();
        } else {
            there.execute(() -> hop(there, here, left - 1, ended));
        }
    }
}
