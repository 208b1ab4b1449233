package dev.millrace.pool.runtime.invariants;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** I4: no accepted job waits while a worker sleeps for good. There is no safety net to switch off: workers park without a limit. */
@Guarded
class I04NoLostWakeUpTest {
    private static final String WORKERS = "dev.millrace.pool.runtime.support.Mode#andWorkers";
    private static final String SEVERAL = "dev.millrace.pool.runtime.support.Mode#andSeveralWorkers";

    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource(WORKERS)
    void oneJobAfterAllHaveFallenAsleep(Mode mode, int workers) {
        AtomicInteger started = new AtomicInteger();
        try (WorkerPool pool = mode.pool("i04-asleep", workers).build()) {
            for (int round = 1; round <= Scale.rounds(1_000); round++) {
                Await.asleep(pool, workers);
                pool.execute(started::incrementAndGet);
                awaitStarted(started, round, pool);
            }
        }
    }

    /** The next job comes while the worker of the last one is still awake, falls asleep, or sleeps. */
    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource(WORKERS)
    void oneJobWhileWorkersFallAsleep(Mode mode, int workers, Seed seed) {
        AtomicInteger started = new AtomicInteger();
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = mode.pool("i04-falling", workers).build()) {
            for (int round = 1; round <= Scale.rounds(20_000); round++) {
                pool.execute(started::incrementAndGet);
                awaitStarted(started, round, pool);
                spin(random.nextInt(2_000));
            }
        }
    }

    /** Jobs that all must be running at once: none may be left where only a busy worker would find it. */
    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource(SEVERAL)
    void asManyJobsAsWorkersMeet(Mode mode, int workers, Seed seed) {
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = mode.pool("i04-meet", workers).laneCapacity(4).build()) {
            for (int round = 0; round < Scale.rounds(4_000); round++) {
                Phaser meeting = new Phaser(workers + 1);
                for (int i = 0; i < workers; i++) {
                    pool.execute(meeting::arriveAndAwaitAdvance);
                }
                Await.phase(meeting, meeting.arrive(), pool);
                spin(random.nextInt(2_000));
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource(SEVERAL)
    void theJobsOfABatchMeet(Mode mode, int workers, Seed seed) {
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = mode.pool("i04-batch", workers).laneCapacity(4).build()) {
            for (int round = 0; round < Scale.rounds(3_000); round++) {
                Phaser meeting = new Phaser(workers + 1);
                pool.executeAll(Collections.nCopies(workers, meeting::arriveAndAwaitAdvance));
                Await.phase(meeting, meeting.arrive(), pool);
                spin(random.nextInt(2_000));
            }
        }
    }

    /** Bursts of 2 to 5 short jobs, by two submitters whose bursts fall into each other. */
    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource(WORKERS)
    void burstsOfTwoSubmitters(Mode mode, int workers, Seed seed) throws InterruptedException {
        try (WorkerPool pool = mode.pool("i04-bursts", workers).laneCapacity(4).build()) {
            Thread other = new Thread(() -> bursts(pool, seed.random(1)), "i04-submitter");
            other.start();
            bursts(pool, seed.random(2));
            Await.end(other);
        }
    }

    private static void bursts(WorkerPool pool, SplittableRandom random) {
        AtomicInteger started = new AtomicInteger();
        int submitted = 0;
        for (int round = 0; round < Scale.rounds(5_000); round++) {
            int burst = random.nextInt(2, 6);
            for (int i = 0; i < burst; i++) {
                pool.execute(started::incrementAndGet);
            }
            submitted += burst;
            awaitStarted(started, submitted, pool);
            spin(random.nextInt(1_000));
        }
    }

    private static void awaitStarted(AtomicInteger started, int expected, WorkerPool pool) {
        Await.spinning(
                () -> started.get() == expected,
                () -> started.get() + " of " + expected + " jobs have started:\n" + pool.explain());
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
