package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Priority;
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
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Budgets for the wait and for the run. */
@Guarded
class BudgetTest {
    private static final Duration SHORT = Duration.ofMillis(2);
    private static final Duration LONG = Duration.ofHours(1);

    /** All workers are held the whole time: none of them can have passed by. */
    @InEveryMode
    void forTheWaitEndsInTime(Mode mode) throws Exception {
        Ledger ledger = new Ledger(2);
        WorkerPool pool = mode.pool("budget-start", mode.leastWorkers())
                .queueCapacity(1)
                .whenFull(WhenFull.reject())
                .build();
        Gate held = Gate.holding(pool, mode.leastWorkers());
        AtomicReference<String> teller = new AtomicReference<>();
        JobHandle<?> handle = pool.submit(
                (Runnable) ledger.job(0), JobOptions.startWithin(SHORT).label("thumb\nnail"));
        handle.onCompletion(outcome -> teller.set(Thread.currentThread().getName()));
        assertThatThrownBy(handle::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(TimeoutException.class)
                .hasMessageStartingWith("'thumb?nail' expired before its start, after ");
        assertThat(handle.outcome()).isInstanceOf(Outcome.Expired.class);
        assertThat(handle.outcome().trace().waited()).isGreaterThanOrEqualTo(SHORT);
        assertThat(handle.outcome().trace().worker()).isNull();
        assertThat(handle.isCancelled()).isFalse();
        assertThat(handle).hasToString("JobHandle[pool 'budget-start', 'thumb?nail', expired]");
        assertThat(pool.tryExecute(ledger.job(1))).as("room at once").isTrue();
        Await.until(() -> teller.get() != null, () -> "the action was not called");
        assertThat(teller.get())
                .isIn("millrace-budget-start-actions", Thread.currentThread().getName());
        held.open();
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(ledger.runs(0)).isZero();
        assertThat(ledger.runs(1)).isEqualTo(1);
        assertThat(report.stats().jobs().expired()).isEqualTo(1);
    }

    @InEveryMode
    void forTheRunInterruptsTheJobAlone(Mode mode) throws Exception {
        WorkerPool pool = mode.pool("budget-run", mode.leastWorkers()).build();
        Gate held = Gate.holding(pool, mode.leastWorkers() - 1);
        CountDownLatch never = new CountDownLatch(1);
        JobHandle<?> handle = pool.submit(
                () -> {
                    never.await();
                    return 1;
                },
                JobOptions.none().runWithin(SHORT).label("slow"));
        assertThatThrownBy(handle::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(TimeoutException.class)
                .hasMessageStartingWith("'slow' was interrupted after it had run ");
        assertThat(handle.outcome()).isInstanceOf(Outcome.TimedOut.class);
        assertThat(handle.outcome().trace().worker()).isNotNull();
        assertThat(handle.outcome().trace().ran()).isGreaterThanOrEqualTo(SHORT);
        for (int i = 0; i < 10; i++) {
            assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).get())
                    .isFalse();
        }
        held.open();
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().failed()).isEqualTo(1);
    }

    /** The timer comes at the end of the job, over and over. */
    @InEveryMode
    void forTheRunNeverReachesTheNextJob(Mode mode) throws Exception {
        int timedOut = 0;
        try (WorkerPool pool = mode.pool("budget-race", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            for (int i = 0; i < 2_000; i++) {
                Duration budget = Duration.ofNanos(1_000 + 97L * i);
                JobHandle<?> job = pool.submit(
                        () -> {
                            long start = System.nanoTime();
                            while (System.nanoTime() - start < budget.toNanos()) {
                                Thread.onSpinWait();
                            }
                        },
                        JobOptions.none().runWithin(budget));
                JobHandle<Boolean> next =
                        pool.submit(() -> Thread.currentThread().isInterrupted());
                assertThat(next.get()).isFalse();
                timedOut += job.outcome() instanceof Outcome.TimedOut ? 1 : 0;
            }
            held.open();
        }
        assertThat(timedOut).isPositive();
    }

    /** What has long ended is not kept by an alarm that would come in an hour. */
    @SuppressWarnings("GarbageCollection")
    @InEveryMode
    void leavesNothingBehind(Mode mode) throws Exception {
        List<WeakReference<Object>> all = new ArrayList<>();
        try (WorkerPool pool = mode.pool("budget-left", mode.leastWorkers()).build()) {
            for (int i = 0; i < 100; i++) {
                runOne(pool, all);
            }
            Gate held = Gate.holding(pool, mode.leastWorkers());
            for (int i = 0; i < 100; i++) {
                cancelOne(pool, all);
            }
            held.open();
            Await.asleep(pool, mode.leastWorkers());
            Await.until(
                    () -> {
                        System.gc();
                        return all.stream().allMatch(one -> one.get() == null);
                    },
                    () -> "handles or jobs with budgets are retained");
        }
    }

    private static void runOne(WorkerPool pool, List<WeakReference<Object>> all) throws Exception {
        Ledger.Job job = new Ledger(1).job(0);
        JobHandle<?> handle =
                pool.submit((Runnable) job, JobOptions.startWithin(LONG).runWithin(LONG));
        all.add(new WeakReference<>(job));
        all.add(new WeakReference<>(handle));
        handle.get();
    }

    private static void cancelOne(WorkerPool pool, List<WeakReference<Object>> all) {
        Ledger.Job job = new Ledger(1).job(0);
        JobHandle<?> handle =
                pool.submit((Runnable) job, JobOptions.startWithin(LONG).runWithin(LONG));
        all.add(new WeakReference<>(job));
        all.add(new WeakReference<>(handle));
        handle.cancel(true);
    }

    @InEveryMode
    void hasATimerOnlyWhenOneIsUsed(Mode mode) throws Exception {
        WorkerPool pool = mode.pool("timer", mode.leastWorkers()).build();
        pool.submit(() -> 1, JobOptions.none().label("without a budget")).get();
        assertThat(PoolThreads.alive("timer-timer")).isEmpty();
        pool.submit(() -> 1, JobOptions.startWithin(LONG)).get();
        assertThat(PoolThreads.alive("timer-timer")).hasSize(1);
        Gate held = Gate.holding(pool, mode.leastWorkers());
        JobHandle<?> left = pool.submit(() -> 1, JobOptions.startWithin(LONG));
        Accounts.assertClosed(pool.close(Duration.ZERO));
        assertThat(left.outcome()).isInstanceOf(Outcome.HandedBack.class);
        assertThat(PoolThreads.alive("timer-timer")).isEmpty();
        held.open();
    }

    /** It blocks for room, but not for longer than the job may wait. */
    @InEveryMode
    void forTheWaitIncludesTheWaitForRoom(Mode mode) {
        try (WorkerPool pool = mode.pool("budget-room", mode.leastWorkers())
                        .queueCapacity(1)
                        .build();
                Gate held = Gate.holding(pool, mode.leastWorkers())) {
            pool.execute(Jobs.NOTHING);
            assertThatThrownBy(() -> pool.submit(Jobs.NOTHING, JobOptions.startWithin(SHORT)))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("was full for");
            assertThat(pool.stats().jobs().rejected()).isEqualTo(1);
            assertThat(pool.stats().depth().total()).isEqualTo(1);
            held.open();
        }
    }

    @Test
    void mustBePositive() {
        assertThatThrownBy(() -> JobOptions.startWithin(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("startWithin");
        assertThatThrownBy(() -> JobOptions.startWithin(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("startWithin must be > 0, was PT0S");
        JobOptions none = JobOptions.none();
        assertThatThrownBy(() -> none.runWithin(Duration.ofMillis(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runWithin must be > 0, was PT-0.005S");
        assertThatThrownBy(() -> none.runWithin(null)).hasMessage("runWithin");
        assertThatThrownBy(() -> none.label(null)).hasMessage("label");
        assertThatThrownBy(() -> none.priority((Priority) null)).hasMessage("priority");
        assertThat(none.label("x".repeat(100)).label()).isEqualTo("x".repeat(64));
        assertThat(JobOptions.startWithin(LONG).runWithin(SHORT).label("both").startBudget())
                .isEqualTo(LONG);
    }

    @InEveryMode
    void andJobAreRefusedByName(Mode mode) {
        try (WorkerPool pool = mode.pool("nulls", mode.leastWorkers()).build()) {
            assertThatThrownBy(() -> pool.submit(() -> 1, null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("options");
            assertThatThrownBy(() -> pool.submit((Runnable) null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("job");
            assertThatThrownBy(() -> pool.trySubmit((Callable<Integer>) null, JobOptions.none()))
                    .hasMessage("job");
            assertThat(pool.stats().jobs().attempts()).isZero();
        }
    }
}
