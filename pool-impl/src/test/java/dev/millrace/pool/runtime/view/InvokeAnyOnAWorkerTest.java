package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** {@code invokeAny} called by a job of the pool, whose worker runs one of the jobs in place. */
@Guarded
class InvokeAnyOnAWorkerTest {

    /** Whichever the caller takes: the one that blocks is let go when the other has succeeded. */
    @RepeatedTest(20)
    void doesNotWaitForALoserThatItRunsItself() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("any").workers(2).build()) {
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            Callable<String> blocks = () -> {
                begun.countDown();
                never.await();
                return "slow";
            };
            Callable<String> returns = () -> {
                begun.await();
                return "fast";
            };

            assertThat(pool.submit(() -> pool.asExecutorService().invokeAny(List.of(blocks, returns)))
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo("fast");
            assertThat(pool.submit(() ->
                                    pool.asExecutorService().invokeAny(List.of(blocks, returns), 10, TimeUnit.SECONDS))
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo("fast");
        }
    }

    @Test
    void getsASpareWhileItWaits() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("spare").workers(2, 3).build()) {
            Gate held = Gate.holding(pool, 1);
            CountDownLatch open = new CountDownLatch(1);
            JobHandle<String> caller =
                    pool.submit(() -> pool.asExecutorService().invokeAny(List.of(() -> {
                        open.await();
                        return "late";
                    })));
            JobHandle<?> opens = pool.submit(open::countDown);
            // The caller runs its only job in place; who opens it needs another worker.
            Await.until(() -> pool.stats().workers().live() >= 2, pool::explain);
            held.open();

            assertThat(opens.get(20, TimeUnit.SECONDS)).isNull();
            assertThat(caller.get(20, TimeUnit.SECONDS)).isEqualTo("late");
        }
    }
}
