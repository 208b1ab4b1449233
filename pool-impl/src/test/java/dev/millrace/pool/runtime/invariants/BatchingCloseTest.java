package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
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
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Nothing that a batching submitter has accepted is lost: with several threads, in a pool smaller than its batches, and at the close. */
@Guarded
class BatchingCloseTest {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    @InEveryMode
    void theClosePublishesWhatIsCollected(Mode mode) {
        List<WhenFull> policies = List.of(
                WhenFull.reject(),
                WhenFull.block(),
                WhenFull.block(Duration.ofMillis(10)),
                WhenFull.callerRuns(),
                WhenFull.dropNewest(),
                WhenFull.dropOldest());
        for (WhenFull policy : policies) {
            Ledger ledger = new Ledger(10);
            WorkerPool pool = mode.pool("batching-close", 2).whenFull(policy).build();
            BatchingSubmitter one = pool.batching(100, LONGEST);
            BatchingSubmitter other = pool.batching(100, LONGEST);
            Gate gate = Gate.holding(pool, 2);
            ledger.jobs(0, 5).forEach(one::add);
            ledger.jobs(5, 10).forEach(other::add);
            pool.asExecutorService().shutdown();
            assertThat(one.collected() + other.collected())
                    .as("published by the close and not by the timer")
                    .isZero();
            gate.open();
            DrainReport report = pool.close(LONG);
            Accounts.assertClosed(report);
            assertThat(report.complete()).as("%s: %s", policy, report).isTrue();
            ledger.assertEachRanOnce();
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> one.add(Jobs.NOTHING))
                    .withMessageContaining("is closed");
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> other.submit(() -> "never"));
            assertThat(one.collected()).isZero();
            one.close();
            assertThat(pool.stats().jobs().rejected()).isEqualTo(2);
            assertThat(pool.stats().jobs().callerRan()).isZero();
        }
    }

    /** A close that lets nothing run on gives back what was held back. */
    @InEveryMode
    void theCloseHandsBackWhatIsCollected(Mode mode) {
        Ledger ledger = new Ledger(20);
        WorkerPool pool = mode.pool("batching-close", 2).build();
        BatchingSubmitter batching = pool.batching(100, LONGEST);
        List<Ledger.Job> jobs = ledger.jobs(0, 20);
        jobs.forEach(batching::add);
        DrainReport report = pool.close(Duration.ZERO);
        Accounts.assertClosed(report);
        for (Ledger.Job job : jobs) {
            int fates = ledger.runs(job.number()) + (report.handedBack().contains(job) ? 1 : 0);
            assertThat(fates).as("fates of %s", job).isEqualTo(1);
        }
    }

    @InEveryMode
    void aPoolSmallerThanABatchDoesNotHang(Mode mode) {
        int workers = mode.leastWorkers();
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        try (WorkerPool pool =
                        mode.pool("batching-small", workers).queueCapacity(1).build();
                BatchingSubmitter batching = pool.batching(32, LONGEST)) {
            for (int i = 0; i < 200; i++) {
                int number = i;
                batching.add(() -> order.add(number));
            }
            batching.flush();
            Await.asleep(pool, workers);
        }
        assertThat(order).hasSize(200);
        if (workers == 1) {
            assertThat(List.copyOf(order)).isSorted();
        }
    }

    /** Several threads share one, in a pool that is full most of the time; with one worker each thread's jobs keep their order. */
    @InEveryMode
    void severalThreadsMayShareOne(Mode mode, Seed seed) {
        int each = Scale.rounds(3_000);
        int threads = 3;
        int workers = mode.leastWorkers();
        Ledger ledger = new Ledger(threads * each);
        int[] next = new int[threads];
        AtomicLong swapped = new AtomicLong();
        try (WorkerPool pool =
                        mode.pool("batching-shared", workers).queueCapacity(50).build();
                BatchingSubmitter batching = pool.batching(16, Duration.ofMillis(1))) {
            List<Thread> adders = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int self = t;
                SplittableRandom random = seed.random(t);
                Thread adder = new Thread(
                        () -> {
                            for (int i = 0; i < each; i++) {
                                int number = i;
                                batching.add(() -> {
                                    ledger.ran(self * each + number);
                                    if (workers == 1 && next[self]++ != number) {
                                        swapped.incrementAndGet();
                                    }
                                });
                                if (random.nextInt(100) == 0) {
                                    batching.flush();
                                }
                            }
                        },
                        "adder-" + t);
                adders.add(adder);
                adder.start();
            }
            Await.end(adders);
            batching.flush();
            Await.asleep(pool, workers);
        }
        ledger.assertEachRanOnce();
        assertThat(swapped).hasValue(0);
    }

    /** Each add is either refused, and never runs, or runs or is handed back. */
    @InEveryMode
    void addsAgainstTheClose(Mode mode, Seed seed) {
        for (int round = 0; round < Scale.rounds(40); round++) {
            addsAgainstTheClose(mode, seed.random(round));
        }
    }

    private static void addsAgainstTheClose(Mode mode, SplittableRandom random) {
        int each = 2_000;
        int threads = 4;
        Ledger ledger = new Ledger(threads * each);
        boolean[] refused = new boolean[threads * each];
        WorkerPool pool = mode.pool("batching-race", 2)
                .queueCapacity(1 + random.nextInt(200))
                .whenFull(random.nextBoolean() ? WhenFull.block() : WhenFull.reject())
                .build();
        BatchingSubmitter batching = pool.batching(1 + random.nextInt(40), LONGEST);
        AtomicLong added = new AtomicLong();
        List<Thread> adders = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * each;
            Thread adder = new Thread(
                    () -> {
                        for (int i = from; i < from + each; i++) {
                            try {
                                batching.add(ledger.job(i));
                            } catch (RejectedExecutionException e) {
                                refused[i] = true;
                            }
                            added.incrementAndGet();
                        }
                    },
                    "adder-" + t);
            adders.add(adder);
            adder.start();
        }
        int closeAt = random.nextInt(threads * each / 2);
        Await.spinning(() -> added.get() >= closeAt, pool::explain);
        DrainReport report = pool.close(Duration.ZERO);
        Await.end(adders);
        Accounts.assertClosed(report);
        PoolStats.Jobs jobs = pool.stats().jobs();
        assertThat(jobs.attempts()).isEqualTo(threads * (long) each);
        int[] fates = new int[threads * each];
        report.handedBack().forEach(job -> fates[((Ledger.Job) job).number()]++);
        for (int i = 0; i < fates.length; i++) {
            assertThat(fates[i] + ledger.runs(i) + (refused[i] ? 1 : 0))
                    .as("fates of job %s: %s", i, report)
                    .isEqualTo(1);
        }
    }
}
