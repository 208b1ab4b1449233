package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import dev.millrace.pool.runtime.support.StubRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** I1: every attempt and every accepted job has one fate, the counters tell it exactly, and no job runs twice. */
@Guarded
class I01AccountingTest {
    private static final int SUBMITTERS = 3;
    private static final int LARGEST_BATCH = 40;

    static Stream<Arguments> modesAndPolicies() {
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(
                                WhenFull.reject(),
                                WhenFull.block(),
                                WhenFull.block(Duration.ofMillis(1)),
                                WhenFull.callerRuns())
                        .map(policy -> Arguments.of(mode, policy)));
    }

    /** Singles and batches, tried and insisted on, failing and not, into a small pool that is resized and watched all the time. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("modesAndPolicies")
    void atTerminationOfAMixedLoad(Mode mode, WhenFull policy, Seed seed) {
        int attempts = Scale.rounds(15_000);
        Ledger ledger = new Ledger(SUBMITTERS * attempts);
        WorkerPool pool = mode.pool("i01-mixed", 3)
                .queueCapacity(64)
                .laneCapacity(4)
                .whenFull(policy)
                .build();
        List<Submitter> submitters = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> broken = new AtomicReference<>();
        Thread resizer = new Thread(() -> resize(pool, mode, seed.random(100), done), "i01-resizer");
        Thread watcher = new Thread(() -> watch(pool, done, broken), "i01-watcher");
        resizer.start();
        watcher.start();
        for (int i = 0; i < SUBMITTERS; i++) {
            Submitter submitter = new Submitter(pool, ledger, i * attempts, attempts, seed.random(i));
            submitters.add(submitter);
            submitter.start();
        }
        submitters.forEach(Await::end);
        done.set(true);
        Await.end(List.of(resizer, watcher));
        DrainReport report = pool.close(Duration.ofSeconds(20));

        assertThat(broken.get()).isNull();
        Accounts.assertClosed(report);
        PoolStats.Jobs jobs = report.stats().jobs();
        assertThat(jobs.attempts()).isEqualTo((long) SUBMITTERS * attempts);
        assertThat(jobs.rejected()).isEqualTo(sum(submitters, s -> s.rejected));
        assertThat(jobs.callerRan()).isEqualTo(sum(submitters, s -> s.ranHere));
        assertThat(jobs.completed() + jobs.failed() + jobs.callerRan()).isEqualTo(ledger.total());
        assertThat(jobs.failed()).isEqualTo(sum(submitters, s -> s.failing - s.failedHere));
        assertThat(jobs.handedBack()).isZero();
        submitters.forEach(Submitter::assertEachFate);
        Accounts.assertConsistent(report.stats(), pool.stats());
        assertThat(pool.stats().jobs()).isEqualTo(jobs);
    }

    private static long sum(List<Submitter> submitters, ToLongFunction<Submitter> part) {
        return submitters.stream().mapToLong(part).sum();
    }

    private static void resize(WorkerPool pool, Mode mode, SplittableRandom random, AtomicBoolean done) {
        while (!done.get()) {
            int size = random.nextInt(mode.leastWorkers(), 6);
            pool.resize(size, size);
            for (int i = random.nextInt(50_000); i > 0; i--) {
                Thread.onSpinWait();
            }
        }
    }

    private static void watch(WorkerPool pool, AtomicBoolean done, AtomicReference<Throwable> broken) {
        PoolStats earlier = pool.stats();
        try {
            while (!done.get()) {
                PoolStats now = pool.stats();
                Accounts.assertConsistent(earlier, now);
                earlier = now;
            }
        } catch (Throwable failure) {
            broken.set(failure);
        }
    }

    /** Submits a share of the jobs in every way that there is, and knows what became of each attempt. */
    private static final class Submitter extends Thread {
        private final WorkerPool pool;
        private final Ledger ledger;
        private final int from;
        private final int to;
        private final SplittableRandom random;
        private final boolean[] refused;
        private int at;
        private long rejected;
        private long ranHere;
        private long failing;
        private long failedHere;

        Submitter(WorkerPool pool, Ledger ledger, int from, int attempts, SplittableRandom random) {
            super("i01-submitter");
            this.pool = pool;
            this.ledger = ledger;
            this.from = from;
            this.to = from + attempts;
            this.random = random;
            this.refused = new boolean[attempts];
            this.at = from;
        }

        @Override
        public void run() {
            while (at < to) {
                int way = random.nextInt(8);
                int jobs = way < 5 ? 1 : 1 + random.nextInt(Math.min(LARGEST_BATCH, to - at));
                int failingBefore = at;
                if (!submit(way, jobs)) {
                    rejected += jobs;
                    for (int i = failingBefore; i < failingBefore + jobs; i++) {
                        refused[i - from] = true;
                    }
                } else {
                    for (int i = failingBefore; i < failingBefore + jobs; i++) {
                        failing += fails(i) ? 1 : 0;
                    }
                }
                at += jobs;
            }
        }

        private boolean submit(int way, int jobs) {
            try {
                if (way < 3) {
                    pool.execute(job(at));
                    return true;
                }
                if (way < 5) {
                    return pool.tryExecute(job(at));
                }
                List<Runnable> batch = new ArrayList<>();
                for (int i = 0; i < jobs; i++) {
                    batch.add(job(at + i));
                }
                if (way == 5) {
                    return pool.tryExecuteAll(batch);
                }
                pool.executeAll(batch);
                return true;
            } catch (RejectedExecutionException e) {
                return false;
            }
        }

        private Runnable job(int number) {
            return () -> {
                ledger.ran(number);
                if (Thread.currentThread() == this) {
                    ranHere++;
                    failedHere += fails(number) ? 1 : 0;
                }
                if (fails(number)) {
                    throw new IllegalStateException("job " + number + " fails");
                }
            };
        }

        private static boolean fails(int number) {
            return number % 16 == 3;
        }

        void assertEachFate() {
            for (int i = from; i < to; i++) {
                int runs = ledger.runs(i);
                if (runs != (refused[i - from] ? 0 : 1)) {
                    throw new AssertionError("job " + i + (refused[i - from] ? " was refused" : " was taken")
                            + " and ran " + runs + " times");
                }
            }
        }
    }

    /** Thousands of short lives: a submit that races the close is accepted and has its fate, or is rejected. */
    @InEveryMode
    void whenCloseRacesSubmits(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(500); round++) {
            WorkerPool pool = mode.pool("i01-race", 2)
                    .queueCapacity(1 + random.nextInt(64))
                    .laneCapacity(4)
                    .whenFull(random.nextBoolean() ? WhenFull.block() : WhenFull.reject())
                    .build();
            Ledger ledger = new Ledger(2 * Racer.MOST);
            CountDownLatch started = new CountDownLatch(2);
            List<Racer> racers = List.of(
                    new Racer(pool, ledger, 0, started, random.split()),
                    new Racer(pool, ledger, Racer.MOST, started, random.split()));
            racers.forEach(Thread::start);
            Await.zero(started, pool);
            for (int i = random.nextInt(5_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            DrainReport report = pool.close(random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(20));
            racers.forEach(Await::end);

            Accounts.assertClosed(report);
            assertThat(pool.stats().jobs().attempts())
                    .isEqualTo(racers.stream().mapToLong(r -> r.attempts).sum());
            int[] handedBack = new int[2 * Racer.MOST];
            report.handedBack().forEach(job -> handedBack[((Ledger.Job) job).number()]++);
            racers.forEach(racer -> racer.assertEachFate(handedBack));
        }
    }

    /** Submits until the pool closes. */
    private static final class Racer extends Thread {
        static final int MOST = 2_000;
        private static final int LATE = 10;

        private final WorkerPool pool;
        private final Ledger ledger;
        private final int from;
        private final CountDownLatch started;
        private final SplittableRandom random;
        private final boolean[] accepted = new boolean[MOST];
        private final int capacity;
        private long attempts;

        Racer(WorkerPool pool, Ledger ledger, int from, CountDownLatch started, SplittableRandom random) {
            super("i01-racer");
            this.pool = pool;
            this.ledger = ledger;
            this.from = from;
            this.started = started;
            this.random = random;
            this.capacity = pool.stats().depth().capacity();
        }

        @Override
        public void run() {
            started.countDown();
            int late = 0;
            for (int at = 0; at < MOST && late < LATE; ) {
                late += pool.state() == PoolState.RUNNING ? 0 : 1;
                int jobs = random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(Math.min(MOST - at, capacity));
                boolean in = submit(at, jobs);
                attempts += jobs;
                for (int i = at; i < at + jobs; i++) {
                    accepted[i] = in;
                }
                at += jobs;
            }
        }

        private boolean submit(int at, int jobs) {
            try {
                if (jobs == 1) {
                    pool.execute(ledger.job(from + at));
                } else {
                    pool.executeAll(ledger.jobs(from + at, from + at + jobs));
                }
                return true;
            } catch (RejectedExecutionException e) {
                return false;
            }
        }

        void assertEachFate(int[] handedBack) {
            for (int i = 0; i < MOST; i++) {
                int number = from + i;
                int runs = ledger.runs(number);
                if (runs + handedBack[number] != (accepted[i] ? 1 : 0)) {
                    throw new AssertionError("job " + number + (accepted[i] ? " was accepted" : " was not accepted")
                            + ", ran " + runs + " times and was handed back " + handedBack[number] + " times");
                }
            }
        }
    }

    /** Workers that are told to leave while each of them is in the first job of a batch: the rest is somebody else's. */
    @InEveryMode
    void whenWorkersRetireInTheMiddleOfTheirBatches(Mode mode) {
        int workers = 4;
        int batch = 50;
        for (int round = 0; round < Scale.rounds(20); round++) {
            Ledger ledger = new Ledger(workers * batch);
            WorkerPool pool = mode.pool("i01-retire", workers).laneCapacity(4).build();
            List<Gate> stuck = new ArrayList<>();
            try (Gate start = Gate.holding(pool, workers)) {
                for (int i = 0; i < workers; i++) {
                    stuck.add(new Gate());
                    List<Runnable> jobs = new ArrayList<>(ledger.jobs(i * batch, (i + 1) * batch));
                    jobs.add(0, stuck.get(i));
                    pool.executeAll(jobs);
                }
                start.open();
                stuck.forEach(gate -> gate.entered(pool));
                pool.resize(mode.leastWorkers(), mode.leastWorkers());
            } finally {
                stuck.forEach(Gate::open);
            }
            DrainReport report = pool.close(Duration.ofSeconds(20));
            Accounts.assertClosed(report);
            assertThat(report.complete()).isTrue();
            ledger.assertEachRanOnce();
        }
    }

    /** At the deadline: what runs is interrupted and ends, all else comes back, as the objects that were submitted, timed ones included. */
    @InEveryMode
    void whenTheDeadlineHandsBack(Mode mode, Seed seed) {
        for (int round = 0; round < Scale.rounds(20); round++) {
            handBack(mode, seed.random(round), round % 2 == 0 ? LatencySampling.EXACT : LatencySampling.OFF);
        }
    }

    private static void handBack(Mode mode, SplittableRandom random, LatencySampling sampling) {
        int workers = 3;
        int jobs = 600;
        Ledger ledger = new Ledger(jobs);
        WorkerPool pool = new StubRecorder()
                .with(mode.pool("i01-back", workers).queueCapacity(jobs + 2).latency(sampling));
        try (Gate first = Gate.holding(pool, workers);
                Gate second = new Gate()) {
            List<Runnable> submitted = new ArrayList<>();
            for (int at = 0; at < jobs; ) {
                int size = Math.min(jobs - at, random.nextBoolean() ? 1 : 2 + random.nextInt(70));
                List<Ledger.Job> some = ledger.jobs(at, at + size);
                if (size == 1) {
                    pool.execute(some.get(0));
                } else {
                    pool.executeAll(some);
                }
                submitted.addAll(some);
                at += size;
                if (at > 50 && at - size <= 50) {
                    pool.tryExecuteAll(List.of(second, second));
                }
            }
            first.open();
            DrainReport report = pool.close(Duration.ZERO);
            Accounts.assertClosed(report);
            List<Runnable> back = new ArrayList<>(report.handedBack());
            back.removeIf(second::equals);
            assertThat(back).doesNotHaveDuplicates();
            for (Runnable job : submitted) {
                int fates = ledger.runs(((Ledger.Job) job).number()) + (back.contains(job) ? 1 : 0);
                assertThat(fates).as("fates of %s", job).isEqualTo(1);
            }
            assertThat(back).isSubsetOf(submitted);
            assertThat(pool.close(Duration.ofSeconds(1))).isSameAs(report);
        }
    }
}
