package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More comes than can be run, from several threads, in every way: each job has one fate, the bound holds at every look, and nobody waits for ever. */
@Guarded
class DropOverloadTest {
    private static final String SEVERAL = "dev.millrace.pool.runtime.support.Mode#andSeveralWorkers";
    private static final int SUBMITTERS = 3;
    private static final int EACH = Scale.rounds(4_000);

    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource(SEVERAL)
    void dropOldest(Mode mode, int workers, Seed seed) {
        overload(mode, workers, WhenFull.dropOldest(), seed);
    }

    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource(SEVERAL)
    void dropNewest(Mode mode, int workers, Seed seed) {
        overload(mode, workers, WhenFull.dropNewest(), seed);
    }

    private static void overload(Mode mode, int workers, WhenFull policy, Seed seed) {
        int capacity = 1 + seed.random(-1).nextInt(40);
        Ledger ledger = new Ledger(SUBMITTERS * EACH);
        Queue<JobHandle<?>> handles = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> broken = new AtomicReference<>();
        WorkerPool pool = mode.pool("overload", workers)
                .queueCapacity(capacity)
                .laneCapacity(4)
                .whenFull(policy)
                .build();
        List<Thread> threads = new ArrayList<>();
        try (BatchingSubmitter batching = pool.batching(1 + capacity / 2, Duration.ofMillis(1))) {
            for (int t = 0; t < SUBMITTERS; t++) {
                int from = t * EACH;
                SplittableRandom random = seed.random(t);
                threads.add(new Thread(
                        () -> submit(pool, batching, ledger, handles, from, capacity, random), "submitter-" + t));
            }
            Thread watcher = new Thread(
                    () -> {
                        PoolStats last = pool.stats();
                        while (!done.get()) {
                            PoolStats now = pool.stats();
                            try {
                                Accounts.assertConsistent(last, now);
                            } catch (AssertionError e) {
                                broken.set(e);
                            }
                            last = now;
                        }
                    },
                    "watcher");
            watcher.start();
            threads.forEach(Thread::start);
            Await.end(threads);
            done.set(true);
            Await.end(watcher);
        }
        // Without a close, which would wake whoever slept over a job.
        Await.asleep(pool, workers);
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(broken.get()).isNull();
        PoolStats.Jobs jobs = report.stats().jobs();
        assertThat(jobs.attempts()).isEqualTo(SUBMITTERS * (long) EACH);
        assertThat(jobs.rejected() + jobs.callerRan()).isZero();
        assertThat(jobs.dropped()).as("an overload").isPositive();
        assertThat(ledger.total())
                .as("runs; one that was cancelled meanwhile counts as failed")
                .isBetween(jobs.completed(), jobs.completed() + jobs.failed());
        for (int i = 0; i < SUBMITTERS * EACH; i++) {
            assertThat(ledger.runs(i)).as("runs of job %s", i).isLessThanOrEqualTo(1);
        }
        assertThat(handles).allSatisfy(handle -> assertThat(handle.isDone()).isTrue());
        assertThat(handles)
                .allSatisfy(handle -> assertThat((Object) handle.outcome())
                        .isInstanceOfAny(Outcome.Value.class, Outcome.Dropped.class, Outcome.Cancelled.class));
    }

    private static void submit(
            WorkerPool pool,
            BatchingSubmitter batching,
            Ledger ledger,
            Queue<JobHandle<?>> handles,
            int from,
            int capacity,
            SplittableRandom random) {
        for (int at = from; at < from + EACH; ) {
            int number = at;
            int size = 1;
            switch (random.nextInt(6)) {
                case 0 -> {
                    size = Math.min(from + EACH - at, 1 + random.nextInt(Math.min(4, capacity)));
                    pool.executeAll(ledger.jobs(at, at + size));
                }
                case 1 -> handles.add(pool.submit(() -> ledger.ran(number)));
                case 2 -> {
                    JobHandle<?> handle = pool.submit(() -> ledger.ran(number));
                    handle.cancel(false);
                    handles.add(handle);
                }
                case 3 -> batching.add(ledger.job(at));
                default -> pool.execute(ledger.job(at));
            }
            at += size;
        }
    }

    /** A batch needs all its places at once, while others take each that it makes. */
    @InEveryMode
    void aBatchGetsInBesideAStormOfSingles(Mode mode) {
        int capacity = 16;
        int workers = mode.leastWorkers();
        AtomicBoolean done = new AtomicBoolean();
        WorkerPool pool = mode.pool("overload-batch", workers)
                .queueCapacity(capacity)
                .laneCapacity(4)
                .whenFull(WhenFull.dropOldest())
                .build();
        try (Gate gate = Gate.holding(pool, workers)) {
            List<Thread> storm = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                Thread thread = new Thread(
                        () -> {
                            while (!done.get()) {
                                pool.execute(Jobs.NOTHING);
                            }
                        },
                        "storm-" + t);
                storm.add(thread);
                thread.start();
            }
            Thread batches = new Thread(
                    () -> {
                        for (int i = 0; i < Scale.rounds(50); i++) {
                            pool.executeAll(Collections.nCopies(capacity, Jobs.NOTHING));
                        }
                    },
                    "batches");
            batches.start();
            try {
                Await.end(batches);
            } finally {
                done.set(true);
            }
            Await.end(storm);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
    }
}
