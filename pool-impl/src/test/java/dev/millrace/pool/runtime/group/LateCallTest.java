package dev.millrace.pool.runtime.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Jobs that were forked while the pool was full are run by others as soon as others have time. */
@Guarded
class LateCallTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** The one that has forked them does not join, and waits for what they do. */
    @InEveryMode
    void isHeardByAWorkerThatHasNothingToDo(Mode mode) throws Exception {
        int workers = Math.max(2, mode.leastWorkers());
        WorkerPool pool = mode.pool("late", workers).queueCapacity(1).build();
        try (Gate gate = Gate.holding(pool, workers - 1)) {
            CountDownLatch ran = new CountDownLatch(3);
            CountDownLatch forked = new CountDownLatch(1);
            JobHandle<Boolean> owner = pool.submit(() -> {
                try (JobGroup group = pool.group()) {
                    pool.execute(Jobs.NOTHING); // now it is full
                    for (int i = 0; i < 3; i++) {
                        group.fork(ran::countDown);
                    }
                    forked.countDown();
                    return ran.await(LONG.toSeconds(), TimeUnit.SECONDS);
                }
            });
            Await.zero(forked, pool);
            assertThat(ran.getCount()).as("nobody has time for them yet").isEqualTo(3);
            gate.open();

            assertThat(owner.get()).as("%s", pool.explain()).isTrue();
        }
        Accounts.assertClosed(pool.close(LONG));
    }

    /** The turn of the one who helps ends at the pause, and comes again after it. */
    @Test
    void outlastsAPause() throws Exception {
        WorkerPool pool = WorkerPool.builder("late-pause").workers(2).build();
        try (Gate first = new Gate()) {
            CountDownLatch second = new CountDownLatch(1);
            JobHandle<Boolean> owner = pool.submit(() -> {
                try (JobGroup group = pool.group()) {
                    group.fork(first);
                    group.fork(second::countDown);
                    return second.await(LONG.toSeconds(), TimeUnit.SECONDS);
                }
            });
            first.entered(pool);
            pool.pause();
            first.open();
            Await.until(() -> pool.stats().workers().busy() == 1, pool::explain);
            assertThat(second.getCount()).isEqualTo(1);
            pool.resume();

            assertThat(owner.get()).as("%s", pool.explain()).isTrue();
        }
        Accounts.assertClosed(pool.close(LONG));
    }

    /** The other worker finds a job whenever it looks, and the pool is full whenever the owner does. */
    @Test
    void isHeardUnderALoadThatNeverEnds() throws Exception {
        WorkerPool pool =
                WorkerPool.builder("late-load").workers(2).queueCapacity(4_096).build();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            submitters.add(new Thread(() -> {
                while (!over.get()) {
                    pool.execute(() -> LockSupport.parkNanos(20_000));
                }
            }));
        }
        submitters.forEach(Thread::start);
        Await.until(() -> pool.stats().depth().blockedProducers() > 1, pool::explain);
        CountDownLatch ran = new CountDownLatch(1);
        JobHandle<Boolean> owner = pool.submit(() -> {
            try (JobGroup group = pool.group()) {
                group.fork(ran::countDown);
                return ran.await(LONG.toSeconds(), TimeUnit.SECONDS);
            }
        });
        try {
            assertThat(owner.get()).as("%s", pool.explain()).isTrue();
        } finally {
            over.set(true);
            Await.end(submitters);
        }
        Accounts.assertClosed(pool.close(LONG));
    }

    /** What is over calls nobody: a worker that could not sleep for it would burn a processor. */
    @Test
    void endsWithItsGroup() throws Exception {
        WorkerPool pool =
                WorkerPool.builder("late-end").workers(2).queueCapacity(1).build();
        List<JobHandle<?>> owners = new ArrayList<>();
        try (Gate gate = Gate.holding(pool, 1)) {
            for (int i = 0; i < 100; i++) {
                owners.add(pool.submit(() -> {
                    try (JobGroup group = pool.group()) {
                        pool.execute(Jobs.NOTHING);
                        group.fork(Jobs.NOTHING);
                        group.fork(Jobs.NOTHING);
                        group.join();
                    }
                    return null;
                }));
                owners.get(i).get();
            }
            assertThat(gate.isOpen()).isFalse();
        }
        Await.asleep(pool, 2);
        Accounts.assertClosed(pool.close(LONG));
    }
}
