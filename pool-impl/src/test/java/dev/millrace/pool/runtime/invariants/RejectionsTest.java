package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.PoolStats.Rejections;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.Seed;
import dev.millrace.pool.runtime.support.WayIn;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each refusal is counted once, by its reason, whichever way the job would have come in. */
@Guarded
class RejectionsTest {
    private static final int ROUNDS = 60;
    private static final JobOptions OPTIONS = JobOptions.startWithin(Duration.ofHours(1));

    private static WorkerPool pool(Mode mode, WhenFull policy) {
        return mode.pool("rejections", mode.leastWorkers())
                .queueCapacity(3)
                .whenFull(policy)
                .build();
    }

    /** A pool whose workers are held and whose places are taken. */
    private static Gate filled(WorkerPool pool, Mode mode) {
        Gate gate = Gate.holding(pool, mode.leastWorkers());
        for (int i = 0; i < 3; i++) {
            pool.execute(Jobs.NOTHING);
        }
        return gate;
    }

    private static void assertRejections(WorkerPool pool, Rejections expected) {
        PoolStats stats = pool.stats();
        assertThat(stats.rejections()).as(pool.explain()).isEqualTo(expected);
        assertThat(stats.jobs().rejected()).isEqualTo(expected.total());
        assertThat(stats.jobs().attempts())
                .isEqualTo(stats.jobs().accepted() + stats.jobs().callerRan() + expected.total());
    }

    /** Chooses ways at random, has each of them refused, and gives how many jobs that were. */
    private static int refuse(
            List<WayIn> ways, SplittableRandom random, int rounds, WorkerPool pool, Runnable job, JobOptions options) {
        int jobs = 0;
        try (BatchingSubmitter batching = pool.batching(4, Duration.ZERO)) {
            for (int i = 0; i < rounds; i++) {
                WayIn way = i < ways.size() ? ways.get(i) : ways.get(random.nextInt(ways.size()));
                way.refused(pool, batching, job, options);
                jobs += way.jobs();
            }
        }
        return jobs;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Mode.class)
    void aFullPool(Mode mode, Seed seed) {
        try (WorkerPool pool = pool(mode, WhenFull.reject());
                Gate gate = filled(pool, mode)) {
            int jobs = refuse(List.of(WayIn.values()), seed.random(0), ROUNDS, pool, Jobs.NOTHING, OPTIONS);
            assertRejections(pool, new Rejections(jobs, 0, 0, 0, 0, 0, 0));
            gate.open();
        }
    }

    /** Who tries is refused since the pool is full, whatever the policy; who waits since it waited too long. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(Mode.class)
    void aWaitThatIsTooLong(Mode mode, Seed seed) {
        try (WorkerPool pool = pool(mode, WhenFull.block(Duration.ofMillis(1)));
                Gate gate = filled(pool, mode)) {
            SplittableRandom random = seed.random(0);
            int waited = refuse(WayIn.waiting(), random, ROUNDS, pool, Jobs.NOTHING, OPTIONS);
            List<WayIn> trying = List.of(
                    WayIn.TRY_EXECUTE,
                    WayIn.TRY_EXECUTE_ALL,
                    WayIn.TRY_SUBMIT,
                    WayIn.TRY_SUBMIT_WITH_OPTIONS,
                    WayIn.KEYED_TRY_EXECUTE);
            int tried = refuse(trying, random, ROUNDS, pool, Jobs.NOTHING, OPTIONS);
            assertRejections(pool, new Rejections(tried, waited, 0, 0, 0, 0, 0));
            gate.open();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Mode.class)
    void anInterrupt(Mode mode, Seed seed) throws InterruptedException {
        try (WorkerPool pool = pool(mode, WhenFull.block());
                Gate gate = filled(pool, mode)) {
            AtomicLong jobs = new AtomicLong();
            Thread submitter = new Thread(() -> {
                Thread.currentThread().interrupt(); // and so it stays: each refusal keeps it
                jobs.set(refuse(WayIn.waiting(), seed.random(0), ROUNDS, pool, Jobs.NOTHING, OPTIONS));
            });
            submitter.start();
            submitter.join();
            assertThat(jobs).hasPositiveValue();
            assertRejections(pool, new Rejections(0, 0, jobs.get(), 0, 0, 0, 0));
            gate.open();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Mode.class)
    void aClosedPool(Mode mode, Seed seed) {
        WorkerPool pool = pool(mode, WhenFull.block());
        pool.close();
        int jobs = refuse(List.of(WayIn.values()), seed.random(0), ROUNDS, pool, Jobs.NOTHING, OPTIONS);
        assertRejections(pool, new Rejections(0, 0, 0, jobs, 0, 0, 0));
    }

    /** A batching submitter that is closed is a closed way into a pool that is open. */
    @InEveryMode
    void aClosedWayIn(Mode mode) {
        try (WorkerPool pool = pool(mode, WhenFull.block())) {
            BatchingSubmitter batching = pool.batching(4, Duration.ZERO);
            batching.close();
            WayIn.BATCHING_ADD.refused(pool, batching, Jobs.NOTHING, OPTIONS);
            WayIn.BATCHING_SUBMIT.refused(pool, batching, Jobs.NOTHING, OPTIONS);
            assertRejections(pool, new Rejections(0, 0, 0, 2, 0, 0, 0));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Mode.class)
    void jobsThatCannotStartInTime(Mode mode, Seed seed) {
        try (WorkerPool pool = pool(mode, WhenFull.reject())) {
            measure(pool, mode.leastWorkers());
            try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
                pool.execute(Jobs.NOTHING);
                int jobs = refuse(WayIn.withOptions(), seed.random(0), ROUNDS, pool, Jobs.NOTHING, WayIn.HOPELESS);
                assertRejections(pool, new Rejections(0, 0, 0, 0, jobs, 0, 0));
                gate.open();
            }
        }
    }

    private static void measure(WorkerPool pool, int workers) {
        for (int i = 0; i < workers; i++) {
            pool.execute(() -> {
                long start = System.nanoTime();
                while (System.nanoTime() - start < 100_000) {
                    Thread.onSpinWait();
                }
            });
        }
        Await.asleep(pool, workers);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Mode.class)
    void jobsThatHaveKilledWorkers(Mode mode, Seed seed) {
        try (WorkerPool pool =
                mode.pool("rejections", mode.leastWorkers()).quarantineAfter(1).build()) {
            Poison poison = new Poison();
            pool.execute(poison);
            Await.until(() -> pool.stats().workers().deaths() == 1, pool::explain);
            int jobs = refuse(List.of(WayIn.values()), seed.random(0), ROUNDS, pool, poison, OPTIONS);
            assertRejections(pool, new Rejections(0, 0, 0, 0, 0, jobs, 0));
        }
    }

    /** Two reasons at once, as fast as can be; whoever looks meanwhile sees a sum that is the sum. */
    @InEveryMode
    void everySnapshotAddsUp(Mode mode) {
        int tries = 300_000;
        int waits = 20_000;
        try (WorkerPool pool = pool(mode, WhenFull.block(Duration.ZERO));
                Gate gate = filled(pool, mode)) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> threads = List.of(
                    thread(failure, () -> {
                        for (int i = 0; i < tries; i++) {
                            assertThat(pool.tryExecute(Jobs.NOTHING)).isFalse();
                        }
                    }),
                    thread(failure, () -> {
                        for (int i = 0; i < waits; i++) {
                            assertThatExceptionOfType(RejectedExecutionException.class)
                                    .isThrownBy(() -> pool.execute(Jobs.NOTHING));
                        }
                    }));
            do {
                PoolStats stats = pool.stats();
                assertThat(stats.rejections().total()).isEqualTo(stats.jobs().rejected());
            } while (threads.stream().anyMatch(Thread::isAlive));
            Await.end(threads);
            assertThat(failure).hasNullValue();
            assertRejections(pool, new Rejections(tries, waits, 0, 0, 0, 0, 0));
            gate.open();
        }
    }

    private static Thread thread(AtomicReference<Throwable> failure, Runnable body) {
        Thread thread = new Thread(body);
        thread.setUncaughtExceptionHandler((which, thrown) -> failure.set(thrown));
        thread.start();
        return thread;
    }
}
