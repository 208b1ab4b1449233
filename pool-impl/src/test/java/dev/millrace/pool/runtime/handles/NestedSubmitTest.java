package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that submits to its own pool and waits for the answer never waits for what only its own worker could start. */
@Guarded
class NestedSubmitTest {
    private static final int CHILDREN = 20;

    static Stream<Arguments> smallCapacities() {
        return Stream.of(Mode.values())
                .flatMap(mode -> IntStream.of(1, 2, 16).mapToObj(capacity -> Arguments.of(mode, capacity)));
    }

    private static WorkerPool pool(Mode mode, int workers, int capacity) {
        return mode.pool("nested", Math.max(workers, mode.leastWorkers()))
                .queueCapacity(capacity)
                .build();
    }

    @ParameterizedTest
    @MethodSource("smallCapacities")
    void endsInALoop(Mode mode, int capacity) throws Exception {
        int rounds = Scale.rounds(100_000);
        try (WorkerPool pool = pool(mode, 1, capacity);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            JobHandle<Long> sum = pool.submit(() -> {
                long all = 0;
                for (int i = 0; i < rounds; i++) {
                    int number = i;
                    all += pool.submit(() -> number).get();
                }
                return all;
            });
            assertThat(sum.get(50, TimeUnit.SECONDS)).isEqualTo((long) rounds * (rounds - 1) / 2);
            assertThat(pool.stats().depth().jobQueue()).isLessThanOrEqualTo(2 * 64 + 4 * capacity);
            held.open();
        }
    }

    @ParameterizedTest
    @MethodSource("smallCapacities")
    void endsForManyAtOnce(Mode mode, int capacity) throws Exception {
        try (WorkerPool pool = pool(mode, 1, capacity);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            for (int round = 0; round < Scale.rounds(200); round++) {
                JobHandle<Integer> sum = pool.submit(() -> {
                    List<JobHandle<Integer>> children = new ArrayList<>();
                    for (int i = 0; i < CHILDREN; i++) {
                        int number = i;
                        children.add(pool.submit(() -> number));
                    }
                    int all = 0;
                    for (JobHandle<Integer> child : children) {
                        all += child.get();
                    }
                    return all;
                });
                assertThat(sum.get(50, TimeUnit.SECONDS)).isEqualTo(CHILDREN * (CHILDREN - 1) / 2);
            }
            held.open();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andWorkers")
    void endsInARecursion(Mode mode, int workers) throws Exception {
        try (WorkerPool pool = pool(mode, workers, 1)) {
            for (int round = 0; round < 5; round++) {
                assertThat(pool.submit(fibonacci(pool, 14)).get(50, TimeUnit.SECONDS))
                        .isEqualTo(377);
            }
        }
    }

    private static Callable<Integer> fibonacci(WorkerPool pool, int n) {
        return () -> {
            if (n < 2) {
                return n;
            }
            JobHandle<Integer> first = pool.submit(fibonacci(pool, n - 1));
            JobHandle<Integer> second = pool.submit(fibonacci(pool, n - 2));
            return first.get() + second.get();
        };
    }

    /** The lock that the waiting job holds is reentrant: an unrelated job on the same thread would enter it. */
    @InEveryMode
    void runsOnlyWhatItWaitsFor(Mode mode) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
        try (WorkerPool pool = pool(mode, 1, 100);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            Runnable unrelated = () -> {
                lock.lock();
                try {
                    ran.add(lock.getHoldCount() == 1 ? "unrelated" : "unrelated inside");
                } finally {
                    lock.unlock();
                }
            };
            JobHandle<?> outer = pool.submit(() -> {
                lock.lock();
                try {
                    for (int i = 0; i < 5; i++) {
                        pool.execute(unrelated);
                    }
                    JobHandle<?> inner = pool.submit(() -> ran.add("awaited in " + lock.getHoldCount()));
                    for (int i = 0; i < 5; i++) {
                        pool.execute(unrelated);
                    }
                    inner.get();
                    JobHandle<?> timed = pool.submit(() -> ran.add("timed in " + lock.getHoldCount()));
                    timed.get(1, TimeUnit.DAYS);
                    pool.submit(() -> ran.add("told in " + lock.getHoldCount())).outcome();
                    ran.add("outer");
                } finally {
                    lock.unlock();
                }
                return null;
            });
            outer.get();
            Await.until(() -> ran.size() == 14, pool::explain);
            held.open();
        }
        assertThat(ran).startsWith("awaited in 1", "timed in 1", "told in 1", "outer");
        assertThat(ran.stream().skip(4)).hasSize(10).containsOnly("unrelated");
    }

    /** What is run in place is isolated: what the inner job does to the thread ends with it. */
    @InEveryMode
    void keepsTheJobsApart(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, 1, 10);
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            AtomicReference<String> name = new AtomicReference<>();
            JobHandle<Boolean> outer = pool.submit(() -> {
                Thread thread = Thread.currentThread();
                thread.setName("the outer's");
                pool.submit(() -> {
                            name.set(thread.getName());
                            thread.setName("the inner's");
                            thread.interrupt();
                        })
                        .get();
                return thread.getName().equals("the outer's") && !thread.isInterrupted();
            });
            assertThat(outer.get()).isTrue();
            assertThat(name).hasValue("the outer's");
            assertThat(pool.submit(() -> Thread.currentThread().getName()).get())
                    .startsWith("millrace-nested-");
            held.open();
        }
    }
}
