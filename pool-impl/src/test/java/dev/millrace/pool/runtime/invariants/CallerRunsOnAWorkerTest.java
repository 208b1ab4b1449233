package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Under {@code callerRuns()} a worker runs what it submits to its full pool inside its own job: neither sees what is the other's. */
@Guarded
class CallerRunsOnAWorkerTest {

    private static WorkerPool pool(Mode mode) {
        return mode.pool("caller", 1)
                .queueCapacity(2)
                .whenFull(WhenFull.callerRuns())
                .build();
    }

    private static void fill(WorkerPool pool) {
        while (pool.stats().jobs().callerRan() == 0) {
            pool.execute(Jobs.NOTHING);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COOPERATIVE", "DEDICATED_1"})
    void leavesNothingOnItsThread(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode)) {
            String seen = pool.submit(() -> {
                        fill(pool);
                        String name = Thread.currentThread().getName();
                        AtomicReference<String> next = new AtomicReference<>();
                        pool.executeAll(List.of(
                                () -> {
                                    Thread.currentThread().setName("spoilt");
                                    Thread.currentThread().interrupt();
                                },
                                () -> next.set(Thread.currentThread().getName() + " "
                                        + Thread.currentThread().isInterrupted())));
                        assertThat(next).hasValue(name + " false");
                        return Thread.currentThread().getName().equals(name) + " "
                                + Thread.currentThread().isInterrupted();
                    })
                    .get();

            assertThat(seen).isEqualTo("true false");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COOPERATIVE", "DEDICATED_1"})
    void doesNotGetItsInterrupt(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode)) {
            CountDownLatch inner = new CountDownLatch(1);
            CountDownLatch cancelled = new CountDownLatch(1);
            CompletableFuture<Boolean> innerSaw = new CompletableFuture<>();
            CompletableFuture<Boolean> outerSaw = new CompletableFuture<>();
            JobHandle<?> outer = pool.submit(() -> {
                fill(pool);
                pool.execute(() -> {
                    inner.countDown();
                    try {
                        cancelled.await();
                        innerSaw.complete(Thread.currentThread().isInterrupted());
                    } catch (InterruptedException e) {
                        innerSaw.complete(true);
                    }
                });
                outerSaw.complete(Thread.interrupted());
            });
            inner.await();
            outer.cancel(true);
            cancelled.countDown();

            assertThat(innerSaw.get(20, TimeUnit.SECONDS))
                    .as("the inner one was interrupted")
                    .isFalse();
            assertThat(outerSaw.get(20, TimeUnit.SECONDS))
                    .as("the outer one was interrupted")
                    .isTrue();
        }
    }
}
