package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.StubRecorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** I8: whatever throws, no job is lost and the pool lives on; a worker that dies is replaced. */
@Guarded
class I08FailuresLoseNothingTest {

    /** What a job can throw. */
    private enum Fault {
        EXCEPTION {
            @Override
            Throwable make() {
                return new IllegalStateException("thrown by a job");
            }
        },
        CHECKED_EXCEPTION {
            @Override
            Throwable make() {
                return new IOException("thrown by a job");
            }
        },
        ERROR {
            @Override
            Throwable make() {
                return new AssertionError("thrown by a job");
            }
        },
        LINKAGE_ERROR {
            @Override
            Throwable make() {
                return new NoClassDefFoundError("thrown by a job");
            }
        },
        OUT_OF_MEMORY {
            @Override
            Throwable make() {
                return new OutOfMemoryError("thrown by a job");
            }
        },
        STACK_OVERFLOW {
            @Override
            Throwable make() {
                return new StackOverflowError("thrown by a job");
            }
        },
        REAL_STACK_OVERFLOW {
            @Override
            Throwable make() {
                return new IllegalStateException("not reached: " + descend(0));
            }
        },
        INTERRUPTED {
            @Override
            Throwable make() {
                return new InterruptedException("thrown by a job");
            }
        };

        abstract Throwable make();

        private static long descend(long depth) {
            return depth < 0 ? 0 : 1 + descend(depth + 1);
        }

        /** Throws it, checked or not. */
        void run() {
            throwAny(make());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void throwAny(Throwable failure) throws T {
        throw (T) failure;
    }

    /** Ends its worker. The class is deprecated for removal, and so not named. */
    private static void die() {
        try {
            throwAny(Class.forName("java.lang.ThreadDeath")
                    .asSubclass(Error.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no ThreadDeath", e);
        }
    }

    static Stream<Arguments> modesAndFaults() {
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(Fault.values()).map(fault -> Arguments.of(mode, fault)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("modesAndFaults")
    void ofJobs(Mode mode, Fault fault) {
        int jobs = 600;
        int failing = 60;
        Ledger ledger = new Ledger(jobs);
        Queue<Throwable> seen = new ConcurrentLinkedQueue<>();
        PoolThreads threads = new PoolThreads();
        WorkerPool pool = mode.pool("i08-jobs", 2)
                .laneCapacity(4)
                .threadFactory(threads)
                .uncaughtHandler((thread, failure) -> seen.add(failure))
                .build();
        int made = threads.count();
        submitMixed(pool, ledger, jobs, fault::run);
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.complete()).isTrue();
        ledger.assertEachRanOnce();
        assertThat(report.stats().jobs().failed()).isEqualTo(failing);
        assertThat(seen).hasSize(failing);
        assertThat(threads.count()).as("no worker died of it").isEqualTo(made);
    }

    /** Every tenth job fails as well; half come in batches. */
    private static void submitMixed(WorkerPool pool, Ledger ledger, int jobs, Runnable fault) {
        List<Runnable> batch = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            Runnable job = ledger.job(i);
            batch.add(job);
            if (i % 10 == 5) {
                batch.add(fault);
            }
            if (i % 100 == 99) {
                pool.executeAll(batch);
                batch.clear();
            } else if (i % 100 < 50) {
                batch.forEach(pool::execute);
                batch.clear();
            }
        }
    }

    @InEveryMode
    void ofTheUncaughtHandler(Mode mode) {
        Ledger ledger = new Ledger(100);
        AtomicInteger asked = new AtomicInteger();
        WorkerPool pool = mode.pool("i08-handler", 2)
                .uncaughtHandler((thread, failure) -> {
                    if (asked.incrementAndGet() % 2 == 0) {
                        throw new IllegalArgumentException("thrown by the handler");
                    }
                    throw new AssertionError("thrown by the handler");
                })
                .build();
        submitMixed(pool, ledger, 100, Fault.EXCEPTION::run);
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        ledger.assertEachRanOnce();
        assertThat(report.stats().jobs().failed()).isEqualTo(10);
        assertThat(asked).hasValue(10);
    }

    /** The worker that ends has a chunk, a batch and, in dedicated mode, a lane; nothing of it may go with the worker. */
    @InEveryMode
    void ofAWorker(Mode mode) {
        int workers = mode.leastWorkers();
        int jobs = 400;
        Ledger ledger = new Ledger(jobs);
        PoolThreads threads = new PoolThreads();
        WorkerPool pool = mode.pool("i08-death", workers).threadFactory(threads).build();
        int made = threads.count();
        try (Gate held = Gate.holding(pool, workers)) {
            List<Runnable> batch = new ArrayList<>(ledger.jobs(0, 100));
            batch.add(50, I08FailuresLoseNothingTest::die);
            pool.executeAll(batch);
            ledger.jobs(100, jobs).forEach(pool::execute);
            pool.execute(I08FailuresLoseNothingTest::die);
            held.open();
            Await.until(() -> pool.stats().workers().deaths() == 2, pool::explain);
            Await.asleep(pool, workers);
        }
        ledger.assertEachRanOnce();
        assertThat(threads.count()).isEqualTo(made + 2);
        assertThat(pool.stats().workers().live()).isEqualTo(workers);
        try (Gate again = Gate.holding(pool, workers)) {
            assertThat(again.isOpen()).isFalse();
        }
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().failed()).isEqualTo(2);
        assertThat(threads.ownAlive()).isEmpty();
    }

    /** No thread can be had for the successor: the dying worker's own thread goes on in its place. */
    @InEveryMode
    void ofTheFactoryWhenAWorkerIsReplaced(Mode mode) {
        int workers = mode.leastWorkers();
        Ledger ledger = new Ledger(100);
        Flaky factory = new Flaky();
        WorkerPool pool =
                mode.pool("i08-replace", workers).threadFactory(factory).build();
        factory.broken.set(true);
        pool.execute(I08FailuresLoseNothingTest::die);
        pool.executeAll(ledger.jobs(0, 50));
        Await.until(() -> ledger.total() == 50, pool::explain);
        Await.until(() -> pool.stats().workers().live() == workers, pool::explain);
        pool.executeAll(ledger.jobs(50, 100));
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.complete()).isTrue();
        ledger.assertEachRanOnce();
    }

    /** The same while the pool closes and the last worker dies: what it leaves is run, or at least handed back. */
    @InEveryMode
    void ofTheFactoryWhenTheLastWorkerDiesInAClose(Mode mode) {
        for (int round = 0; round < Scale.rounds(20); round++) {
            int workers = mode.leastWorkers();
            int jobs = 20;
            Ledger ledger = new Ledger(jobs);
            Flaky factory = new Flaky();
            WorkerPool pool =
                    mode.pool("i08-last", workers).threadFactory(factory).build();
            Gate held = Gate.holding(pool, workers);
            for (int i = 0; i < workers; i++) {
                pool.execute(I08FailuresLoseNothingTest::die);
            }
            ledger.jobs(0, jobs).forEach(pool::execute);
            factory.broken.set(true);
            CountDownLatch closing = new CountDownLatch(1);
            Thread opener = new Thread(
                    () -> {
                        Await.zero(closing, pool);
                        Await.until(() -> pool.state() != PoolState.RUNNING, pool::explain);
                        held.open();
                    },
                    "i08-opener");
            opener.start();
            closing.countDown();
            DrainReport report = pool.close(Duration.ofSeconds(20));
            Await.end(opener);
            Accounts.assertClosed(report);
            assertThat(ledger.total() + report.handedBack().size()).isEqualTo(jobs);
            assertThat(factory.made.ownAlive()).isEmpty();
        }
    }

    @InEveryMode
    void ofTheFactoryWhenThePoolGrows(Mode mode) {
        int workers = mode.leastWorkers();
        Ledger ledger = new Ledger(300);
        Flaky factory = new Flaky();
        try (WorkerPool pool =
                mode.pool("i08-grow", workers).threadFactory(factory).build()) {
            factory.broken.set(true);
            pool.resize(workers, workers + 2);
            pool.resize(workers + 2, workers + 2);
            assertThat(pool.decisions())
                    .anySatisfy(record -> assertThat(record.cause()).isEqualTo(SizingRecord.Cause.FAILED));
            pool.executeAll(ledger.jobs(0, 100));
            Await.asleep(pool, workers);
            assertThat(pool.stats().workers().live()).isEqualTo(workers);

            factory.broken.set(false);
            pool.resize(workers + 2, workers + 2);
            Await.until(() -> pool.stats().workers().live() == workers + 2, pool::explain);
            pool.executeAll(ledger.jobs(100, 300));
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        }
        ledger.assertEachRanOnce();
    }

    /** A factory that throws while it is told to. */
    private static final class Flaky implements ThreadFactory {
        private final PoolThreads made = new PoolThreads();
        private final AtomicBoolean broken = new AtomicBoolean();

        @Override
        public Thread newThread(Runnable runnable) {
            if (broken.get()) {
                throw new IllegalStateException("no thread to be had");
            }
            return made.newThread(runnable);
        }
    }

    /** Ways in which a factory fails at the n-th thread. */
    private enum BadThread {
        THROWS {
            @Override
            Thread make(Runnable runnable, Thread last) {
                throw new IllegalStateException("no thread to be had");
            }
        },
        THROWS_ERROR {
            @Override
            Thread make(Runnable runnable, Thread last) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        },
        NULL {
            @Override
            Thread make(Runnable runnable, Thread last) {
                return null;
            }
        },
        STARTED {
            @Override
            Thread make(Runnable runnable, Thread last) {
                return last != null ? last : Thread.currentThread();
            }
        },
        TERMINATED {
            @Override
            Thread make(Runnable runnable, Thread last) {
                Thread thread = new Thread(() -> {});
                thread.start();
                Await.end(thread);
                return thread;
            }
        };

        abstract Thread make(Runnable runnable, Thread last);
    }

    static Stream<Arguments> badThreads() {
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(BadThread.values())
                        .flatMap(bad -> Stream.of(1, 2, 4, 5)
                                .filter(nth -> nth <= 4 || mode != Mode.COOPERATIVE)
                                .map(nth -> Arguments.of(mode, bad, nth))));
    }

    /** Four workers, then the dispatchers: whichever thread cannot be had, those before it are gone when the build has failed. */
    @ParameterizedTest(name = "{0}, {1} at thread {2}")
    @MethodSource("badThreads")
    void ofTheFactoryAtTheStart(Mode mode, BadThread bad, int nth) {
        PoolThreads good = new PoolThreads();
        List<Thread> made = new ArrayList<>();
        ThreadFactory factory = runnable -> {
            Thread thread = made.size() + 1 == nth
                    ? bad.make(runnable, made.isEmpty() ? null : made.get(made.size() - 1))
                    : good.newThread(runnable);
            made.add(thread);
            return thread;
        };
        WorkerPoolBuilder builder = mode.pool("i08-start", 4).threadFactory(factory);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("i08-start")
                .satisfies(failure -> assertThat(failure.getCause()).isNotNull());
        assertThat(good.ownAlive()).isEmpty();
    }

    /** Where a recorder can fail. */
    private enum RecorderFault {
        CREATE,
        WRITER,
        RECORD,
        CLOSE
    }

    @ParameterizedTest
    @EnumSource(RecorderFault.class)
    void ofTheLatencyRecorder(RecorderFault fault) {
        StubRecorder recorder = new StubRecorder() {
            @Override
            protected void onCreate() {
                failIf(RecorderFault.CREATE);
            }

            @Override
            protected void onWriter() {
                failIf(RecorderFault.WRITER);
            }

            @Override
            protected void onRecord() {
                failIf(RecorderFault.RECORD);
            }

            @Override
            protected void onClose() {
                failIf(RecorderFault.CLOSE);
            }

            private void failIf(RecorderFault here) {
                if (fault == here) {
                    throw new IllegalStateException("thrown by the recorder");
                }
            }
        };
        Ledger ledger = new Ledger(600);
        WorkerPool pool = recorder.with(Mode.COOPERATIVE.pool("i08-recorder", 2).latency(LatencySampling.EXACT));
        submitMixed(pool, ledger, 600, Fault.EXCEPTION::run);
        assertThat(pool.explain()).contains("i08-recorder");
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        ledger.assertEachRanOnce();
        assertThat(report.stats().jobs().failed()).isEqualTo(60);
        assertThat(report.stats().workers().deaths()).isZero();
    }

    @InEveryMode
    void ofTheSizingPolicy(Mode mode) {
        int least = mode.leastWorkers();
        Ledger ledger = new Ledger(500);
        AtomicInteger asked = new AtomicInteger();
        SizingPolicy policy = new SizingPolicy() {
            @Override
            public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
                if (asked.incrementAndGet() % 2 == 0) {
                    throw new IllegalStateException("thrown by the policy");
                }
                throw new StackOverflowError("thrown by the policy");
            }

            @Override
            public Duration period() {
                return Duration.ofMillis(1);
            }
        };
        WorkerPool pool = mode.pool("i08-policy", least)
                .workers(least, least + 1)
                .sizing(policy)
                .build();
        try (Gate held = Gate.holding(pool, 1)) {
            Await.until(() -> asked.get() > 3, pool::explain);
            held.open();
        }
        pool.executeAll(ledger.jobs(0, 500));
        assertThat(pool.decisions())
                .anySatisfy(record -> assertThat(record.cause()).isEqualTo(SizingRecord.Cause.FAILED));
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        ledger.assertEachRanOnce();
    }

    /** A job near the end of its stack that submits: refused before anything is changed, or accepted whole. */
    @InEveryMode
    void ofASubmitAtTheEndOfTheStack(Mode mode) {
        int workers = mode.leastWorkers();
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        try (WorkerPool pool = mode.pool("i08-stack", workers).build()) {
            for (int round = 0; round < 20; round++) {
                pool.execute(() -> submitDeep(pool, 0, ran, accepted));
            }
            Await.asleep(pool, workers);
            Await.until(() -> ran.get() == accepted.get(), pool::explain);
            CountDownLatch usable = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                pool.execute(usable::countDown);
            }
            Await.zero(usable, pool);
            PoolStats.Jobs jobs = pool.stats().jobs();
            assertThat(jobs.rejected()).isZero();
        }
    }

    /** The deepest frame that can still submit does so. */
    private static boolean submitDeep(WorkerPool pool, int depth, AtomicInteger ran, AtomicInteger accepted) {
        try {
            if (depth < 10_000_000 && submitDeep(pool, depth + 1, ran, accepted)) {
                return true;
            }
        } catch (StackOverflowError e) {
            // This frame tries.
        }
        try {
            pool.execute(ran::incrementAndGet);
            accepted.incrementAndGet();
            return true;
        } catch (StackOverflowError e) {
            return false;
        }
    }

    @Test
    void aPoolThatLostAWorkerAtEachOfManyJobsGoesOn() {
        Ledger ledger = new Ledger(200);
        try (WorkerPool pool = Mode.COOPERATIVE.pool("i08-poison", 2).build()) {
            for (int i = 0; i < 4; i++) {
                pool.execute(I08FailuresLoseNothingTest::die);
                ledger.jobs(i * 50, i * 50 + 50).forEach(pool::execute);
            }
            Await.until(() -> ledger.total() == 200, pool::explain);
            assertThat(pool.stats().workers().deaths()).isBetween(1L, 4L);
        }
        ledger.assertEachRanOnce();
    }
}
