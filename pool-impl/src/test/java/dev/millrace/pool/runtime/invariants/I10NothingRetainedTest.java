package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.StubRecorder;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** I10: of a job that has ended, failed, was refused or handed back, the pool keeps nothing. */
@Guarded
class I10NothingRetainedTest {
    private static final int WORKERS = 4;

    private final List<WeakReference<Runnable>> jobs = new ArrayList<>();

    /** A job of its own identity that nothing but the pool and the list's weak reference knows. */
    private Runnable job() {
        Runnable job = new Job(false);
        jobs.add(new WeakReference<>(job));
        return job;
    }

    private Runnable failing() {
        Runnable job = new Job(true);
        jobs.add(new WeakReference<>(job));
        return job;
    }

    private List<Runnable> batch(int size) {
        List<Runnable> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(job());
        }
        return batch;
    }

    private static final class Job implements Runnable {
        private final boolean fails;
        private final byte[] payload = new byte[1_000];

        Job(boolean fails) {
            this.fails = fails;
        }

        @Override
        public void run() {
            payload[0]++;
            if (fails) {
                throw new IllegalStateException("a job that fails");
            }
        }
    }

    @SuppressWarnings("GarbageCollection")
    private void assertForgotten(String by) {
        assertThat(jobs).isNotEmpty();
        Await.until(
                () -> {
                    System.gc();
                    return retained() == 0;
                },
                () -> retained() + " of " + jobs.size() + " jobs are retained by " + by);
    }

    private long retained() {
        return jobs.stream().filter(job -> job.get() != null).count();
    }

    @InEveryMode
    void ofSinglesThatRan(Mode mode) {
        try (WorkerPool pool = mode.pool("i10-singles", WORKERS).laneCapacity(4).build()) {
            for (int i = 0; i < 3_000; i++) {
                pool.execute(i % 50 == 7 ? failing() : job());
            }
            Await.asleep(pool, WORKERS);
            assertForgotten("a pool that sleeps");
        }
    }

    /** The virtual machine itself may hold on to the last exception of each thread; whatever is more is the pool's. */
    @SuppressWarnings("GarbageCollection")
    @InEveryMode
    void ofWhatJobsThrew(Mode mode) {
        List<WeakReference<Throwable>> thrown = new ArrayList<>();
        try (WorkerPool pool = mode.pool("i10-thrown", WORKERS).build()) {
            for (int i = 0; i < 100; i++) {
                pool.execute(() -> {
                    RuntimeException failure = new IllegalStateException("a job that fails");
                    synchronized (thrown) {
                        thrown.add(new WeakReference<>(failure));
                    }
                    throw failure;
                });
            }
            Await.asleep(pool, WORKERS);
            assertThat(thrown).hasSize(100);
            Await.until(
                    () -> {
                        System.gc();
                        return thrown.stream()
                                        .filter(failure -> failure.get() != null)
                                        .count()
                                <= WORKERS;
                    },
                    () -> "exceptions are retained");
        }
    }

    @InEveryMode
    void ofBatchesThatRan(Mode mode) {
        try (WorkerPool pool = mode.pool("i10-batches", WORKERS).laneCapacity(4).build()) {
            for (int size : new int[] {2, 31, 32, 33, 64, 100, 1_000}) {
                pool.executeAll(batch(size));
            }
            Await.asleep(pool, WORKERS);
            assertForgotten("a pool that sleeps");
        }
    }

    @InEveryMode
    void ofJobsThatWereTimed(Mode mode) {
        try (WorkerPool pool =
                new StubRecorder().with(mode.pool("i10-timed", WORKERS).latency(LatencySampling.EXACT))) {
            for (int i = 0; i < 500; i++) {
                pool.execute(job());
                pool.tryExecuteAll(batch(5));
            }
            Await.asleep(pool, WORKERS);
            assertForgotten("a pool that sleeps");
        }
    }

    /** What thieves took out of the chunk of a worker that is stuck, when that worker sleeps at last. */
    @InEveryMode
    void ofJobsThatWereStolen(Mode mode) {
        try (WorkerPool pool = mode.pool("i10-stolen", 2).build()) {
            haveThemStolen(pool);
            Await.asleep(pool, 2);
            assertThat(pool.stats().flow().stolenJobs()).isPositive();
            assertForgotten("a pool that sleeps");
        }
    }

    private void haveThemStolen(WorkerPool pool) {
        try (Gate stuck = new Gate();
                Gate start = Gate.holding(pool, 2)) {
            List<Runnable> batch = batch(100);
            batch.add(0, stuck);
            pool.executeAll(batch);
            for (int i = 0; i < 100; i++) {
                pool.execute(job());
            }
            start.open();
            stuck.entered(pool);
            Await.until(() -> pool.stats().depth().total() == 0, pool::explain);
        }
    }

    @InEveryMode
    void ofJobsOfWorkersThatRetired(Mode mode) {
        try (WorkerPool pool = mode.pool("i10-retired", WORKERS).build()) {
            try (Gate held = Gate.holding(pool, WORKERS)) {
                pool.executeAll(batch(200));
                pool.resize(mode.leastWorkers(), mode.leastWorkers());
                held.open();
            }
            Await.asleep(pool, mode.leastWorkers());
            assertForgotten("a pool that has shrunk");
        }
    }

    @InEveryMode
    void ofJobsThatWereRefused(Mode mode) {
        try (WorkerPool pool = mode.pool("i10-refused", WORKERS)
                .queueCapacity(3)
                .whenFull(WhenFull.block(Duration.ofMillis(1)))
                .build()) {
            try (Gate held = Gate.holding(pool, WORKERS)) {
                int refused = 0;
                for (int i = 0; i < 20; i++) {
                    try {
                        pool.execute(job());
                        pool.executeAll(batch(2));
                    } catch (RejectedExecutionException e) {
                        refused++;
                    }
                    assertThat(pool.tryExecuteAll(batch(3))).isFalse();
                }
                assertThat(refused).isPositive();
                held.open();
            }
            Await.asleep(pool, WORKERS);
            assertForgotten("a pool that refused them");
        }
    }

    /** The report has them, and the pool, which gives the same report again; both gone, they are gone. */
    @InEveryMode
    void ofJobsThatWereHandedBack(Mode mode) {
        closeAndForget(mode);
        assertForgotten("threads of a pool that is gone");
    }

    private void closeAndForget(Mode mode) {
        WorkerPool pool = mode.pool("i10-back", 2).build();
        try (Gate held = Gate.holding(pool, 2)) {
            pool.executeAll(batch(100));
            for (int i = 0; i < 100; i++) {
                pool.execute(job());
            }
            DrainReport report = pool.close(Duration.ZERO);
            assertThat(report.handedBack()).hasSize(200);
            assertThat(held.isOpen()).isFalse();
        }
    }

    /** The pool itself, left without a close by somebody who let all its jobs end, is another matter: its threads keep it. One that was closed is garbage. */
    @InEveryMode
    void ofPoolsThatWereClosed(Mode mode) {
        List<WeakReference<WorkerPool>> pools = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pools.add(closed(mode));
        }
        jobs.add(new WeakReference<>(new Job(false)));
        Await.until(
                () -> {
                    assertForgotten("nobody");
                    return pools.stream().allMatch(pool -> pool.get() == null);
                },
                () -> "closed pools are retained");
    }

    private static WeakReference<WorkerPool> closed(Mode mode) {
        WorkerPool pool = mode.pool("i10-pool", WORKERS).build();
        pool.execute(() -> {});
        pool.close();
        return new WeakReference<>(pool);
    }
}
