package dev.millrace.pool.runtime.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Race;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Warnings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups inside groups, on the workers of a pool of any size. */
@Guarded
class NestedGroupTest {

    static Stream<Arguments> smallCapacities() {
        return Stream.of(Mode.values())
                .flatMap(mode -> IntStream.of(1, 2, 1000).mapToObj(capacity -> Arguments.of(mode, capacity)));
    }

    private static WorkerPool pool(Mode mode, int workers, int capacity) {
        return mode.pool("nested", Math.max(workers, mode.leastWorkers()))
                .queueCapacity(capacity)
                .build();
    }

    @ParameterizedTest
    @MethodSource("smallCapacities")
    void shouldNestToAnyDepthOnOneWorker(Mode mode, int capacity) throws Exception {
        try (WorkerPool pool = pool(mode, 1, capacity);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            assertThat(pool.submit(() -> leaves(pool, 5, 4)).get(50, TimeUnit.SECONDS))
                    .isEqualTo(1024);
            held.open();
        }
    }

    private static int leaves(WorkerPool pool, int depth, int width) throws InterruptedException {
        if (depth == 0) {
            return 1;
        }
        List<JobHandle<Integer>> handles = new ArrayList<>();
        try (JobGroup group = pool.group()) {
            for (int i = 0; i < width; i++) {
                handles.add(group.fork(() -> leaves(pool, depth - 1, width)));
            }
            group.join();
        }
        return handles.stream()
                .mapToInt(handle -> ((Outcome.Value<Integer>) handle.outcome()).value())
                .sum();
    }

    /** Groups, races and plain submits by turns, five levels deep. */
    @ParameterizedTest
    @MethodSource("smallCapacities")
    void shouldMixWithRacesAndSubmitsOnOneWorker(Mode mode, int capacity) throws Exception {
        try (WorkerPool pool = pool(mode, 1, capacity);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            assertThat(pool.submit(() -> mixed(pool, 5)).get(50, TimeUnit.SECONDS))
                    .isEqualTo(5 + 1 + 4 + 2 + 1);
            held.open();
        }
    }

    private static int mixed(WorkerPool pool, int depth) throws Exception {
        if (depth == 0) {
            return 0;
        }
        switch (depth % 3) {
            case 0:
                return pool.submit(() -> mixed(pool, depth - 1)).get() + 4;
            case 1:
                return pool.first(
                                        List.of(1, 2, 3),
                                        input -> {
                                            if (input < 3) {
                                                throw new IOException("no");
                                            }
                                            return mixed(pool, depth - 1);
                                        },
                                        Race.allAtOnce())
                                .value()
                        + 1;
            default:
                try (JobGroup group = pool.group()) {
                    JobHandle<Integer> one = group.fork(() -> mixed(pool, depth - 1));
                    JobHandle<Integer> other = group.fork(() -> depth);
                    group.join();
                    return one.get() + other.get();
                }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void shouldNestOnSeveralWorkers(Mode mode, int workers) throws Exception {
        try (WorkerPool pool = pool(mode, workers, 16)) {
            for (int round = 0; round < Scale.rounds(5); round++) {
                assertThat(pool.submit(() -> leaves(pool, 4, 8)).get(50, TimeUnit.SECONDS))
                        .isEqualTo(4096);
            }
        }
    }

    /** The lock that the waiting job holds is reentrant: an unrelated job on the same thread would enter it. */
    @InEveryMode
    void shouldRunNoOtherJobsWhileAWorkerWaits(Mode mode) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger unrelated = new AtomicInteger();
        try (WorkerPool pool = pool(mode, 1, 1000);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            pool.submit(() -> {
                        lock.lock();
                        try (JobGroup group = pool.group()) {
                            for (int i = 0; i < 20; i++) {
                                pool.execute(() -> {
                                    unrelated.incrementAndGet();
                                    inside.addAndGet(lock.getHoldCount());
                                });
                                group.fork(() -> {});
                            }
                            group.join();
                        } finally {
                            lock.unlock();
                        }
                        return null;
                    })
                    .get();
            Await.until(() -> unrelated.get() == 20, pool::explain);
            assertThat(inside).hasValue(0);
            held.open();
        }
    }

    @InEveryMode
    void shouldKeepJobsThatRunInPlaceApart(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 1, 1000);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            AtomicReference<String> wrong = new AtomicReference<>();
            JobHandle<Boolean> outer = pool.submit(() -> {
                Thread thread = Thread.currentThread();
                thread.setName("the outer's");
                try (JobGroup group = pool.group(FanOut.collectAll())) {
                    for (int i = 0; i < 3; i++) {
                        group.fork(() -> {
                            if (!thread.getName().equals("the outer's") || thread.isInterrupted()) {
                                wrong.set(thread.toString());
                            }
                            thread.setName("the inner's");
                            thread.setPriority(Thread.MAX_PRIORITY);
                            thread.interrupt();
                            throw new IOException("to be kept apart");
                        });
                    }
                    group.join();
                }
                return thread.getName().equals("the outer's")
                        && !thread.isInterrupted()
                        && thread.getPriority() == Thread.NORM_PRIORITY;
            });
            assertThat(outer.get()).isTrue();
            assertThat(wrong).hasNullValue();
            held.open();
        }
    }

    @InEveryMode
    void shouldCancelWhatRunsInPlaceWithoutTouchingTheOuterJob(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 1, 1000);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            CompletableFuture<JobHandle<?>> inner = new CompletableFuture<>();
            CountDownLatch runs = new CountDownLatch(1);
            JobHandle<Boolean> outer = pool.submit(() -> {
                try (JobGroup group = pool.group()) {
                    JobHandle<?> slow = group.fork(() -> {
                        runs.countDown();
                        TimeUnit.DAYS.sleep(1);
                        return null;
                    });
                    inner.complete(slow);
                    group.join();
                }
                return Thread.currentThread().isInterrupted();
            });
            Await.zero(runs, pool);
            assertThat(inner.get().cancel(true)).isTrue();
            assertThat(outer.get(20, TimeUnit.SECONDS)).isFalse();
            held.open();
        }
    }

    @InEveryMode
    void shouldFailFastFromInside(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 1, 1000);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            AtomicInteger ran = new AtomicInteger();
            JobHandle<Throwable> outer = pool.submit(() -> {
                try (JobGroup group = pool.group()) {
                    for (int i = 0; i < 10; i++) {
                        group.fork((Callable<?>) () -> {
                            ran.incrementAndGet();
                            throw new IOException("the only one");
                        });
                    }
                    group.join();
                    return null;
                } catch (FanOutException failure) {
                    return failure;
                }
            });
            assertThat(outer.get()).hasRootCauseMessage("the only one");
            assertThat(ran).hasValue(1);
            held.open();
        }
    }

    /** A job of the group waits for the job that joins it. */
    @InEveryMode
    void shouldRefuseACircle(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 2, 1000)) {
            CompletableFuture<JobHandle<?>> self = new CompletableFuture<>();
            CountDownLatch both = new CountDownLatch(1);
            AtomicReference<Throwable> refused = new AtomicReference<>();
            JobHandle<Object> outer = pool.submit(() -> {
                try (JobGroup group = pool.group(FanOut.collectAll())) {
                    JobHandle<?> inner = group.fork(() -> {
                        both.countDown();
                        try {
                            return self.get().get();
                        } catch (IllegalStateException circle) {
                            refused.set(circle);
                            throw circle;
                        }
                    });
                    both.await();
                    try {
                        group.join();
                    } catch (IllegalStateException circle) {
                        refused.set(circle);
                        inner.cancel(true);
                    }
                }
                return null;
            });
            self.complete(outer);
            outer.get(20, TimeUnit.SECONDS);
            assertThat(refused.get()).hasMessageContaining("would never end");
        }
    }

    @InEveryMode
    void shouldRefuseToJoinFromItsOwnJob(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 1, 1000);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            AtomicReference<Throwable> refused = new AtomicReference<>();
            pool.submit(() -> {
                        try (JobGroup group = pool.group(FanOut.collectAll())) {
                            group.fork(() -> {
                                try {
                                    return group.join();
                                } catch (IllegalStateException circle) {
                                    refused.set(circle);
                                    throw circle;
                                }
                            });
                            group.join();
                        }
                        return null;
                    })
                    .get();
            assertThat(refused.get()).hasMessageContaining("it runs on this very thread");
            held.open();
        }
    }

    /** All workers wait in a group for what runs nowhere near, and a job waits for a worker: that is told. */
    @Test
    void shouldTellStarvation() throws Exception {
        try (Warnings warnings = Warnings.listen();
                WorkerPool other = Mode.COOPERATIVE.pool("other", 1).build();
                WorkerPool pool = Mode.COOPERATIVE.pool("starved", 1).build();
                Gate gate = new Gate()) {
            JobHandle<?> outer = pool.submit(() -> {
                try (JobGroup group = other.group()) {
                    group.fork(gate);
                    group.join();
                }
                return null;
            });
            gate.entered(other);
            JobHandle<?> starved = pool.submit(() -> {});
            Await.until(() -> warnings.contain("starvation: all 1 workers wait"), warnings::toString);
            gate.open();
            outer.get();
            starved.get();
        }
    }

    @InEveryMode
    void shouldRefuseForksOnceThePoolIsClosed(Mode mode) throws Exception {
        WorkerPool pool = pool(mode, 1, 1000);
        Gate gate = new Gate();
        JobHandle<?> outer = pool.submit(() -> {
            gate.run();
            try (JobGroup group = pool.group()) {
                group.fork(() -> {});
            }
            return null;
        });
        gate.entered(pool);
        pool.asExecutorService().shutdown();
        gate.open();
        assertThat(((Outcome.Failed<?>) outer.outcome()).cause())
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("is closed");
        pool.close();
    }
}
