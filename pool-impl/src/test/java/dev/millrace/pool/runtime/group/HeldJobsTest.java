package dev.millrace.pool.runtime.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Jobs that a worker forks for a group of its own: it holds them, and others may take them. */
@Guarded
class HeldJobsTest {
    /** Bytes. A chain of thousands of causes, each with its thousand frames, takes a minute to print. */
    private static final int SMALL_STACK = 320 << 10;

    @Test
    void shouldTakeNoPlaceInTheQueue() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("held", 1).queueCapacity(1).build()) {
            int depth = pool.submit(() -> {
                        try (JobGroup group = pool.group()) {
                            for (int i = 0; i < 100; i++) {
                                group.fork(() -> {});
                            }
                            assertThat(group.active()).isEqualTo(100);
                            int now = pool.stats().depth().total();
                            group.join();
                            return now;
                        }
                    })
                    .get();
            assertThat(depth).isZero();
            PoolStats.Jobs jobs = pool.stats().jobs();
            assertThat(jobs.accepted()).isEqualTo(1);
            assertThat(jobs.callerRan()).isEqualTo(100);
        }
    }

    /** Each of the jobs waits until all run: on four workers all four of them are needed. */
    @InEveryMode
    void shouldBringIdleWorkersIn(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("held", 4).build()) {
            CyclicBarrier together = new CyclicBarrier(4);
            Set<String> workers = ConcurrentHashMap.newKeySet();
            pool.submit(() -> {
                        try (JobGroup group = pool.group()) {
                            for (int i = 0; i < 4; i++) {
                                group.fork(() -> {
                                    workers.add(Thread.currentThread().getName());
                                    return together.await();
                                });
                            }
                            group.join();
                        }
                        return null;
                    })
                    .get(20, TimeUnit.SECONDS);
            assertThat(workers).hasSize(4);
        }
    }

    /** The owner forks and goes on without joining; a worker that comes free later takes the jobs. */
    @InEveryMode
    void shouldBeTakenByAWorkerThatComesFreeLater(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("held", 2).build();
                Gate busy = Gate.holding(pool, 1)) {
            CountDownLatch ran = new CountDownLatch(10);
            JobHandle<?> owner = pool.submit(() -> {
                try (JobGroup group = pool.group()) {
                    for (int i = 0; i < 10; i++) {
                        group.fork(ran::countDown);
                    }
                    busy.open();
                    Await.zero(ran, pool);
                }
            });
            owner.get(20, TimeUnit.SECONDS);
        }
    }

    /** What the awaited job has forked for a group of its own is run by who waits for it. */
    @Test
    void shouldHelpInsideTheJobThatItWaitsFor() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("held", 2).build()) {
            Set<String> workers = ConcurrentHashMap.newKeySet();
            AtomicReference<String> owner = new AtomicReference<>();
            pool.submit(() -> {
                        owner.set(Thread.currentThread().getName());
                        CountDownLatch taken = new CountDownLatch(1);
                        try (JobGroup group = pool.group()) {
                            group.fork(() -> {
                                taken.countDown();
                                CyclicBarrier together = new CyclicBarrier(2);
                                try (JobGroup inner = pool.group()) {
                                    for (int i = 0; i < 2; i++) {
                                        inner.fork(() -> {
                                            workers.add(Thread.currentThread().getName());
                                            return together.await();
                                        });
                                    }
                                    inner.join();
                                }
                                return null;
                            });
                            Await.zero(taken, pool);
                            group.join();
                        }
                        return null;
                    })
                    .get(20, TimeUnit.SECONDS);
            assertThat(workers).hasSize(2).contains(owner.get());
        }
    }

    @InEveryMode
    void shouldBeStoppedWhereverTheyAre(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("held", 2).build()) {
            AtomicReference<JobGroup> opened = new AtomicReference<>();
            CountDownLatch running = new CountDownLatch(2);
            AtomicInteger interrupted = new AtomicInteger();
            List<JobHandle<?>> handles = new ArrayList<>();
            JobHandle<?> owner = pool.submit(() -> {
                try (JobGroup group = pool.group(FanOut.collectAll())) {
                    for (int i = 0; i < 50; i++) {
                        handles.add(group.fork(() -> {
                            running.countDown();
                            try {
                                TimeUnit.DAYS.sleep(1);
                            } catch (InterruptedException e) {
                                interrupted.incrementAndGet();
                            }
                        }));
                    }
                    opened.set(group);
                    group.join();
                }
                return null;
            });
            Await.zero(running, pool);
            opened.get().cancel();
            owner.get(20, TimeUnit.SECONDS);
            assertThat(interrupted).as("those that ran").hasValue(2);
            assertThat(handles)
                    .allSatisfy(handle -> assertThat(handle.isCancelled()).isTrue());
        }
    }

    @InEveryMode
    void shouldEndAtTheDeadlineOfTheirGroup(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("held", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            List<JobHandle<?>> handles = new ArrayList<>();
            pool.submit(() -> {
                        try (JobGroup group = pool.group(FanOut.collectAll().within(Duration.ofMillis(50)))) {
                            for (int i = 0; i < 3; i++) {
                                handles.add(group.fork(() -> {
                                    TimeUnit.DAYS.sleep(1);
                                    return null;
                                }));
                            }
                            group.join();
                        }
                        return null;
                    })
                    .get(20, TimeUnit.SECONDS);
            assertThat(handles.get(2).outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(handles.get(0).outcome()).isInstanceOf(Outcome.Expired.class);
            held.open();
        }
    }

    /** The job that joins is cancelled while it runs its jobs: it is interrupted before the next of them. */
    @InEveryMode
    void shouldLetTheJoiningJobBeInterrupted(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("held", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            AtomicInteger ran = new AtomicInteger();
            AtomicReference<JobHandle<?>> self = new AtomicReference<>();
            AtomicInteger atTheInterrupt = new AtomicInteger();
            CountDownLatch known = new CountDownLatch(1);
            JobHandle<?> owner = pool.submit(() -> {
                known.await();
                try (JobGroup group = pool.group(FanOut.collectAll())) {
                    for (int i = 0; i < 10; i++) {
                        group.fork(() -> {
                            ran.incrementAndGet();
                            self.get().cancel(true);
                        });
                    }
                    try {
                        group.join();
                    } catch (InterruptedException e) {
                        atTheInterrupt.set(ran.get());
                    }
                }
                return null;
            });
            self.set(owner);
            known.countDown();
            Await.until(() -> ran.get() == 10, pool::explain); // the close runs them
            assertThat(atTheInterrupt).hasValue(1);
            held.open();
        }
    }

    /** A group can live long: what has ended is let go. */
    @InEveryMode
    void shouldNotKeepWhatHasEnded(Mode mode) throws Exception {
        int forks = Scale.rounds(1_000_000);
        try (WorkerPool pool = mode.pool("held", 2).queueCapacity(1000).build()) {
            AtomicLong sum = new AtomicLong();
            int most = pool.submit(() -> {
                        int active = 0;
                        try (JobGroup group = pool.group()) {
                            for (int i = 0; i < forks; i++) {
                                group.fork((Runnable) sum::incrementAndGet);
                                active = Math.max(active, group.active());
                            }
                            group.join();
                            assertThat(group.efficiency().jobs()).isEqualTo(forks);
                        }
                        return active;
                    })
                    .get();
            assertThat(sum).hasValue(forks);
            assertThat(most).isLessThanOrEqualTo(Hand.MOST + 1000 + 2);
        }
    }

    @Test
    void shouldNotKeepTheJobsOfAGroupThatLives() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("held", 2).build();
                JobGroup group = pool.group()) {
            List<WeakReference<Object>> handles = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                handles.add(new WeakReference<>(group.fork(() -> {})));
            }
            group.join();
            Await.until(
                    () -> {
                        System.gc();
                        return handles.stream().allMatch(reference -> reference.get() == null);
                    },
                    () -> handles.stream()
                                    .filter(reference -> reference.get() != null)
                                    .count() + " are kept");
        }
    }

    /** What it looked at inside of a job that runs must not be taken for what it looks at after it. */
    @Test
    void shouldRunWhatAJobForksAfterItLookedThroughTheHand() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("held", 1).build()) {
            AtomicInteger ran = new AtomicInteger();
            pool.submit(() -> {
                        try (JobGroup group = pool.group()) {
                            group.fork(() -> {
                                assertThatThrownBy(group::join).isInstanceOf(IllegalStateException.class);
                                group.fork((Runnable) ran::incrementAndGet);
                            });
                            group.join();
                        }
                        return null;
                    })
                    .get(20, TimeUnit.SECONDS);
            assertThat(ran).hasValue(1);
        }
    }

    @Test
    void shouldRunAJobThatForksIntoItsOwnGroup() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("held", 1).build()) {
            AtomicInteger ran = new AtomicInteger();
            pool.submit(() -> {
                        try (JobGroup group = pool.group()) {
                            forkTwo(group, ran, 10);
                            group.join();
                        }
                        return null;
                    })
                    .get();
            assertThat(ran).hasValue((1 << 11) - 2);
        }
    }

    private static void forkTwo(JobGroup group, AtomicInteger ran, int depth) {
        for (int i = 0; depth > 0 && i < 2; i++) {
            group.fork(() -> {
                ran.incrementAndGet();
                forkTwo(group, ran, depth - 1);
            });
        }
    }

    /** Deep recursion on one worker overflows its stack: that is the job's failure, and nothing is lost by it. */
    @Test
    void shouldSurviveAnOverflowOfTheStack() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE
                .pool("held", 1)
                .threadFactory(runnable -> new Thread(null, runnable, "millrace-held-small", SMALL_STACK))
                .build()) {
            JobHandle<Integer> deep = pool.submit(() -> endless(pool, 0));
            assertThatThrownBy(() -> deep.get(50, TimeUnit.SECONDS))
                    .hasStackTraceContaining(StackOverflowError.class.getName());
            assertThat(pool.submit(() -> {
                                try (JobGroup group = pool.group()) {
                                    JobHandle<Integer> one = group.fork(() -> 1);
                                    group.join();
                                    return one.get();
                                }
                            })
                            .get())
                    .isEqualTo(1);
        }
    }

    private static int endless(WorkerPool pool, int depth) throws Exception {
        try (JobGroup group = pool.group(FanOut.collectAll())) {
            JobHandle<Integer> inner = group.fork(() -> endless(pool, depth + 1));
            group.join();
            return inner.get();
        }
    }
}
