package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A user's action on completion may do what it likes: it does not keep the timer from its work, nor a close from its end. */
@Guarded
class ActionsTest {

    /** The action of a job that expired waits for what only the timer can bring about: the end of another's budget. */
    @InEveryMode
    void anActionOfAnExpiredJobDoesNotHoldUpTheTimer(Mode mode) {
        try (WorkerPool pool = mode.pool("actions-timer", mode.leastWorkers()).build();
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            JobHandle<?> late = pool.submit(Jobs.NOTHING, JobOptions.startWithin(Duration.ofMillis(200)));
            JobHandle<?> early = pool.submit(Jobs.NOTHING, JobOptions.startWithin(Duration.ofMillis(20)));
            AtomicReference<Outcome<?>> seen = new AtomicReference<>();
            early.onCompletion(outcome -> seen.set(late.outcome()));

            Await.until(() -> seen.get() != null, pool::explain);
            assertThat(seen.get()).isInstanceOf(Outcome.Expired.class);
            gate.open();
        }
    }

    /** What a close hands back is completed one after the other; an action of the first waits for the last, or closes the pool itself. */
    @InEveryMode
    void actionsOfHandedBackJobsDoNotHoldUpAClose(Mode mode) {
        WorkerPool pool = mode.pool("actions-close", mode.leastWorkers()).build();
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            JobHandle<?> first = pool.submit(Jobs.NOTHING);
            JobHandle<?> last = pool.submit(Jobs.NOTHING);
            AtomicReference<Outcome<?>> seen = new AtomicReference<>();
            AtomicReference<DrainReport> inner = new AtomicReference<>();
            first.onCompletion(outcome -> seen.set(last.outcome()));
            first.onCompletion(outcome -> inner.set(pool.close(Duration.ZERO)));

            DrainReport report = pool.close(Duration.ZERO);

            assertThat(seen.get()).isInstanceOf(Outcome.HandedBack.class);
            assertThat(inner.get()).isNotNull();
            assertThat(report.handedBack()).hasSize(2);
            Accounts.assertClosed(report);
        }
    }

    /** An action that does not end is named, and the close ends. */
    @InEveryMode
    void anActionThatHangsIsReportedByTheClose(Mode mode) {
        CountDownLatch end = new CountDownLatch(1);
        WorkerPool pool = mode.pool("actions-hang", mode.leastWorkers()).build();
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            pool.submit(Jobs.NOTHING).onCompletion(outcome -> awaitUninterruptibly(end));

            DrainReport report = pool.close(Duration.ZERO);

            assertThat(report.stillRunning()).hasSize(1);
            Thread acting = report.stillRunning().get(0).thread();
            assertThat(acting.getName()).isEqualTo("millrace-actions-hang-actions");
            end.countDown();
            Await.until(() -> !acting.isAlive(), () -> "the thread of the actions lives on");
        } finally {
            end.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }
}
