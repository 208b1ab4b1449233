package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pause and resume against submits, sizes and closes: no job is forgotten by workers that were on their way into the pause, or out of it. */
@Guarded
class PauseRaceTest {
    private static final String WORKERS = "dev.millrace.pool.runtime.support.Mode#andWorkers";

    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource(WORKERS)
    void noWakeUpIsLost(Mode mode, int workers, Seed seed) {
        AtomicInteger started = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        try (WorkerPool pool = mode.pool("pause-race", workers).laneCapacity(4).build()) {
            SplittableRandom random = seed.random(0);
            Thread submitter = new Thread(
                    () -> {
                        int submitted = 0;
                        while (!done.get()) {
                            int burst = random.nextInt(1, 6);
                            for (int i = 0; i < burst; i++) {
                                pool.execute(started::incrementAndGet);
                            }
                            submitted += burst;
                            awaitStarted(started, submitted, pool);
                            spin(random.nextInt(500));
                        }
                    },
                    "submitter");
            submitter.start();
            toggle(pool, seed.random(1), Scale.rounds(10_000));
            done.set(true);
            Await.end(submitter);
            assertThat(started.get()).isPositive();
        }
    }

    private static void toggle(WorkerPool pool, SplittableRandom random, int rounds) {
        for (int round = 0; round < rounds; round++) {
            pool.pause();
            spin(random.nextInt(300));
            pool.resume();
            spin(random.nextInt(300));
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

    /** Sizes change meanwhile: who is told to leave leaves the pause, and leaves what it had to the others. */
    @InEveryMode
    void sizesChangeMeanwhile(Mode mode, Seed seed) {
        int least = mode.leastWorkers();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger started = new AtomicInteger();
        WorkerPool pool = mode.pool("pause-race", least).laneCapacity(4).build();
        SplittableRandom random = seed.random(0);
        Thread resizer = new Thread(
                () -> {
                    while (!done.get()) {
                        int size = least + random.nextInt(4);
                        pool.resize(size, size);
                    }
                },
                "resizer");
        Thread toggler = new Thread(
                () -> {
                    while (!done.get()) {
                        toggle(pool, seed.random(1), 1);
                    }
                },
                "toggler");
        resizer.start();
        toggler.start();
        int rounds = Scale.rounds(500);
        for (int round = 1; round <= rounds; round++) {
            pool.executeAll(Collections.nCopies(4, started::incrementAndGet));
            awaitStarted(started, 4 * round, pool);
        }
        done.set(true);
        Await.end(resizer);
        Await.end(toggler);
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        assertThat(started).hasValue(4 * rounds);
    }

    /** A pause that comes at the moment of the close must not outlive it. */
    @InEveryMode
    void againstTheClose(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(150); round++) {
            WorkerPool pool = mode.pool("pause-close", mode.leastWorkers()).build();
            pool.executeAll(Collections.nCopies(100, Jobs.NOTHING));
            List<Thread> pausers = List.of(pauser(pool), pauser(pool));
            spin(random.nextInt(5_000));
            DrainReport report = pool.close(Duration.ofSeconds(20));
            Await.end(pausers);
            Accounts.assertClosed(report);
            assertThat(report.complete()).as("%s", report).isTrue();
            assertThat(pool.isPaused()).isFalse();
        }
    }

    /** Pauses again and again until that is refused. */
    private static Thread pauser(WorkerPool pool) {
        Thread pauser = new Thread(
                () -> {
                    try {
                        while (true) {
                            pool.pause();
                        }
                    } catch (IllegalStateException closed) {
                        // as it should
                    }
                },
                "pauser");
        pauser.start();
        return pauser;
    }
}
