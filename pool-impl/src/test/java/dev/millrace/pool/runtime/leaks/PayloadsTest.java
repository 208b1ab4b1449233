package dev.millrace.pool.runtime.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Pipeline;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** I10 by payloads of a megabyte: whatever became of a job, while the pool lives on and sleeps, nothing of it stays, but what its handle has to tell. */
@Guarded
class PayloadsTest {
    private static final int WORKERS = 2;
    private static final int JOBS = 3;

    /** What is kept on purpose while the pool is looked at: handles, groups, submitters. */
    private final List<Object> kept = new ArrayList<>();

    private enum Way {
        SINGLE {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                for (int i = 0; i < JOBS; i++) {
                    pool.execute(gone.job());
                }
            }
        },
        BATCH {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                pool.executeAll(jobs(gone));
            }
        },
        /** The handle keeps the value, which is not watched, and not the job. */
        HANDLE_KEPT {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                for (int i = 0; i < JOBS; i++) {
                    byte[] payload = gone.payload();
                    kept.add(pool.submit(() -> payload.length));
                    kept.add(pool.submit(gone.job()));
                    kept.add(pool.asExecutorService().submit(gone.job(), "done"));
                }
            }
        },
        HANDLE_DROPPED_WITH_ITS_VALUE {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                for (int i = 0; i < JOBS; i++) {
                    gone.watch(pool.submit(gone::payload));
                }
            }
        },
        BUDGETS {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                JobOptions hours = JobOptions.startWithin(Duration.ofHours(1)).runWithin(Duration.ofHours(1));
                for (int i = 0; i < JOBS; i++) {
                    byte[] payload = gone.payload();
                    kept.add(pool.submit(() -> payload.length, hours));
                }
            }
        },
        /** A handle keeps its job's key, by which waits are told apart, and not the job. */
        KEYED {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                for (int i = 0; i < JOBS; i++) {
                    pool.keyed(gone.watch(new Object())).execute(gone.job());
                    kept.add(pool.keyed(i).submit(gone.job()));
                }
            }
        },
        BATCHING {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                BatchingSubmitter submitter = pool.batching(JOBS, Duration.ofSeconds(1));
                kept.add(submitter);
                jobs(gone).forEach(submitter::add);
                kept.add(submitter.submit(gone.job()));
                submitter.flush();
            }
        },
        MAP {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                List<byte[]> inputs =
                        IntStream.range(0, JOBS).mapToObj(i -> gone.payload()).toList();
                assertThat(gone.watch(pool.<byte[], byte[]>map(inputs, input -> gone.payload()))
                                .failures())
                        .isEmpty();
            }
        },
        /** Read to its end, and kept. */
        FAN_IN {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                List<byte[]> inputs =
                        IntStream.range(0, JOBS).mapToObj(i -> gone.payload()).toList();
                FanIn<FanResult<byte[], byte[]>> in =
                        pool.mapAsCompleted(inputs.iterator(), input -> gone.payload(), FanOut.collectAll());
                kept.add(in);
                assertThat(in.stream().count()).isEqualTo(JOBS);
            }
        },
        /** Closed early, and kept. */
        FAN_IN_CLOSED {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) throws InterruptedException {
                List<byte[]> inputs =
                        IntStream.range(0, JOBS).mapToObj(i -> gone.payload()).toList();
                FanIn<FanResult<byte[], byte[]>> in =
                        pool.mapAsCompleted(inputs.iterator(), input -> gone.payload(), FanOut.collectAll());
                kept.add(in);
                assertThat(in.next()).isPresent();
                in.close();
            }
        },
        PIPELINE {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                List<byte[]> inputs =
                        IntStream.range(0, JOBS).mapToObj(i -> gone.payload()).toList();
                Pipeline<byte[]> out = pool.pipeline(inputs)
                        .<byte[]>stage("one", 2, input -> gone.payload())
                        .<byte[]>stage("two", 1, input -> gone.payload())
                        .open();
                kept.add(out);
                assertThat(out.stream().count()).isEqualTo(JOBS);
            }
        },
        /** The handles are kept, and the group. */
        GROUP {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) throws InterruptedException {
                try (JobGroup group = pool.group()) {
                    kept.add(group);
                    for (int i = 0; i < JOBS; i++) {
                        kept.add(group.fork(gone.job()));
                    }
                    group.join();
                }
            }
        },
        /** Forked on a worker, which holds them in its hand. */
        GROUP_ON_A_WORKER {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) throws Exception {
                pool.submit(() -> {
                            GROUP.go(pool, gone, kept);
                            return null;
                        })
                        .get();
            }
        },
        FAILED {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                for (int i = 0; i < JOBS; i++) {
                    byte[] payload = gone.payload();
                    pool.execute(() -> {
                        throw new IllegalStateException("a job of " + payload.length + " bytes that fails");
                    });
                }
            }
        },
        /** The worker goes with it. */
        DEADLY {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                byte[] payload = gone.payload();
                pool.execute(() -> {
                    payload[0]++;
                    Poison.die();
                });
            }
        },
        /** The handle is kept. */
        CANCELLED_IN_THE_QUEUE {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                try (Gate held = Gate.holding(pool, WORKERS)) {
                    for (int i = 0; i < JOBS; i++) {
                        JobHandle<?> handle = pool.submit(gone.job());
                        kept.add(handle);
                        assertThat(handle.cancel(false)).isTrue();
                    }
                    gone.assertCollected("handles of cancelled jobs, whose ghosts lie in the queue");
                    assertThat(held.isOpen()).isFalse();
                }
            }
        },
        EXPIRED_IN_THE_QUEUE {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                try (Gate held = Gate.holding(pool, WORKERS)) {
                    for (int i = 0; i < JOBS; i++) {
                        JobHandle<?> handle = pool.submit(gone.job(), JobOptions.startWithin(Duration.ofMillis(1)));
                        kept.add(handle);
                        Await.until(handle::isDone, pool::explain);
                    }
                    gone.assertCollected("handles of expired jobs");
                    assertThat(held.isOpen()).isFalse();
                }
            }
        },
        /** The last of each worker: all of them run at the same time, and then none. */
        LAST_OF_EACH_WORKER {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                CyclicBarrier all = new CyclicBarrier(WORKERS);
                for (int i = 0; i < WORKERS; i++) {
                    byte[] payload = gone.payload();
                    pool.execute(gone.watch((Runnable) () -> {
                        payload[0]++;
                        await(all);
                    }));
                }
            }
        },
        /** Through lanes that hold four, behind jobs that hold the workers. */
        THROUGH_LANES {
            @Override
            void go(WorkerPool pool, Forgotten gone, List<Object> kept) {
                try (Gate held = Gate.holding(pool, WORKERS)) {
                    for (int i = 0; i < 20; i++) {
                        pool.execute(gone.job());
                    }
                    held.open();
                }
            }
        };

        abstract void go(WorkerPool pool, Forgotten gone, List<Object> kept) throws Exception;

        private static List<Runnable> jobs(Forgotten gone) {
            return IntStream.range(0, JOBS).mapToObj(i -> gone.job()).toList();
        }

        private static void await(CyclicBarrier barrier) {
            try {
                barrier.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static List<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        for (Mode mode : List.of(Mode.COOPERATIVE, Mode.DEDICATED_1)) {
            for (Way way : Way.values()) {
                all.add(Arguments.of(mode, way));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void areCollectable(Mode mode, Way way) throws Exception {
        Forgotten gone = new Forgotten();
        try (WorkerPool pool = mode.pool("payloads", WORKERS).laneCapacity(4).build()) {
            way.go(pool, gone, kept);
            Await.asleep(pool, WORKERS);
            gone.assertCollected("a pool that sleeps");
            assertThat(pool.state().toString()).isEqualTo("RUNNING");
        }
        assertThat(kept).doesNotContainNull();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void ofRefusedAndDroppedJobsAreCollectable(WhenFull policy) {
        Forgotten gone = new Forgotten();
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("payloads-full", 1)
                        .queueCapacity(1)
                        .whenFull(policy)
                        .build();
                Gate held = Gate.holding(pool, 1)) {
            pool.execute(Jobs.NOTHING);
            for (int i = 0; i < JOBS; i++) {
                try {
                    pool.execute(gone.job());
                    kept.add(pool.submit(gone.job()));
                } catch (RejectedExecutionException e) {
                    assertThat(pool.stats().jobs().rejected()).isPositive();
                }
                assertThat(pool.tryExecute(gone.job())).isFalse();
            }
            pool.execute(Jobs.NOTHING); // under dropOldest the last one is accepted
            gone.assertCollected("a pool that is full, under " + policy);
            assertThat(held.isOpen()).isFalse();
        } catch (RejectedExecutionException e) {
            gone.assertCollected("a pool that refused, under " + policy);
        }
    }

    static List<WhenFull> policies() {
        return List.of(
                WhenFull.reject(), WhenFull.block(Duration.ofMillis(1)), WhenFull.dropNewest(), WhenFull.dropOldest());
    }

    /** The list is the caller's; the pool has given it away. Its report keeps what the pool handed back, until the pool is forgotten. */
    @ParameterizedTest
    @MethodSource("modes")
    void ofJobsThatShutdownNowGaveBackGoWithTheListAndThePool(Mode mode) {
        Forgotten gone = new Forgotten();
        shutNow(mode, gone);
        gone.assertCollected("threads of a pool that is gone");
    }

    private static void shutNow(Mode mode, Forgotten gone) {
        WorkerPool pool = mode.pool("payloads-now", 1).build();
        try (Gate held = Gate.holding(pool, 1)) {
            for (int i = 0; i < JOBS; i++) {
                pool.execute(gone.job());
                assertThat(pool.submit(gone.job()).isDone()).isFalse();
            }
            assertThat(pool.asExecutorService().shutdownNow()).hasSize(2 * JOBS);
            assertThat(held.isOpen()).isFalse();
        }
        pool.close();
    }

    static List<Mode> modes() {
        return List.of(Mode.COOPERATIVE, Mode.DEDICATED_1);
    }

    /** A job that hangs keeps what was stolen from its chunk, 31 jobs at most, and no longer than it hangs. */
    @ParameterizedTest
    @MethodSource("modes")
    void ofStolenJobsAreKeptBySoFewWhileTheirVictimHangs(Mode mode) {
        Forgotten gone = new Forgotten();
        try (WorkerPool pool = mode.pool("payloads-stolen", 2).build()) {
            try (Gate stuck = haveThemStolen(pool, gone)) {
                Await.until(() -> pool.stats().jobs().started() == gone.watched() + 3L, pool::explain);
                Await.until(
                        () -> {
                            System.gc();
                            return gone.left() <= 31;
                        },
                        () -> gone.left() + " jobs are kept by one that hangs");
                assertThat(stuck.isOpen()).isFalse();
            }
            Await.asleep(pool, 2);
            gone.assertCollected("a pool that sleeps");
        }
    }

    private static Gate haveThemStolen(WorkerPool pool, Forgotten gone) {
        Gate stuck = new Gate();
        try (Gate start = Gate.holding(pool, 2)) {
            List<Runnable> batch = new ArrayList<>();
            batch.add(stuck);
            for (int i = 0; i < 100; i++) {
                byte[] payload = gone.watch(new byte[1_000]);
                batch.add(() -> payload[0]++);
            }
            pool.executeAll(batch);
            start.open();
            return stuck.entered(pool);
        }
    }
}
