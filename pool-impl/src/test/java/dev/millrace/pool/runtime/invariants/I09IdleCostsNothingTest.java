package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.control.ControllerThread;
import dev.millrace.pool.runtime.control.DecisionLog;
import dev.millrace.pool.runtime.control.Gauges;
import dev.millrace.pool.runtime.control.Shadow;
import dev.millrace.pool.runtime.control.Size;
import dev.millrace.pool.runtime.control.Sizer;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.ProcessorTime;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Threads;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** I9: a pool without work does nothing. */
@Guarded
class I09IdleCostsNothingTest {
    private static final int WORKERS = 8;

    @InEveryMode
    void noWakeUpsAndNoProcessorTime(Mode mode) {
        try (WorkerPool pool = mode.pool("i09-idle", WORKERS)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofMillis(8)))
                .build()) {
            pool.executeAll(Collections.nCopies(500, () -> {}));
            Await.asleep(pool, WORKERS);
            Await.until(() -> watchRests("i09-idle"), () -> "the watch does not rest");
            List<Thread> threads = PoolThreads.alive("i09-idle");
            assertThat(threads).hasSizeGreaterThanOrEqualTo(WORKERS);
            settle(threads);
            long before = ProcessorTime.of(threads);
            PoolStats.Flow flow = pool.stats().flow();
            // As long as the reader itself takes a fifth of a second of processor time: a poll period would show.
            long end = ProcessorTime.of(Thread.currentThread()) + TimeUnit.MILLISECONDS.toNanos(200);
            while (ProcessorTime.of(Thread.currentThread()) < end) {
                assertThat(pool.stats().flow()).isEqualTo(flow);
                assertThat(pool.stats().workers().searching()).isZero();
            }
            assertThat(ProcessorTime.of(threads) - before)
                    .as("ns of processor time of an idle pool")
                    .isLessThan(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Parked for good: a pause between two looks has an end. */
    private static boolean watchRests(String pool) {
        List<Thread> watch = PoolThreads.alive(pool + "-watch");
        return watch.size() == 1 && watch.get(0).getState() == Thread.State.WAITING;
    }

    @InEveryMode
    void noWatchBeforeTheFirstJobAndOneThatRestsAfterEach(Mode mode) {
        try (WorkerPool pool = mode.pool("i09-watch", WORKERS)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofMillis(8)))
                .build()) {
            Await.asleep(pool, WORKERS);
            assertThat(PoolThreads.alive("i09-watch-watch")).isEmpty();
            for (int round = 0; round < 20; round++) {
                pool.execute(() -> Await.until(
                        () -> PoolThreads.alive("i09-watch-watch").size() == 1 && !watchRests("i09-watch"),
                        pool::explain));
                Await.asleep(pool, WORKERS);
                Await.until(() -> watchRests("i09-watch"), () -> "the watch does not rest");
            }
            assertThat(pool.stats().jobs().failed()).isZero();
        }
        assertThat(PoolThreads.alive("i09-watch")).isEmpty();
    }

    /** A thread that has announced its sleep is still on its way there. */
    private static void settle(List<Thread> threads) {
        long[] last = {-1};
        Await.until(
                () -> {
                    long before = last[0];
                    last[0] = ProcessorTime.of(threads);
                    return last[0] == before;
                },
                () -> "the threads do not rest: " + PoolThreads.stacksOf(threads));
    }

    @InEveryMode
    void noControllerBeforeTheFirstJob(Mode mode) {
        try (WorkerPool pool = mode.pool("i09-first", WORKERS)
                .workers(mode.leastWorkers(), WORKERS)
                .sizing(SizingPolicy.thresholds())
                .build()) {
            Await.asleep(pool, mode.leastWorkers());
            assertThat(PoolThreads.alive("i09-first-controller")).isEmpty();
            pool.execute(() -> {});
            Await.until(() -> PoolThreads.alive("i09-first-controller").size() == 1, pool::explain);
        }
        assertThat(PoolThreads.alive("i09-first")).isEmpty();
    }

    @InEveryMode
    void noControllerForAFixedSize(Mode mode) {
        try (WorkerPool pool = mode.pool("i09-fixed", WORKERS).build()) {
            pool.executeAll(Collections.nCopies(500, () -> {}));
            Await.asleep(pool, WORKERS);
            assertThat(PoolThreads.alive("i09-fixed-controller")).isEmpty();
        }
    }

    /** The controller looks while there is something to see, then not until the next job. */
    @InEveryMode
    void noTicksWhenThereIsNothingToSee(Mode mode) {
        Ticks policy = new Ticks();
        try (WorkerPool pool = mode.pool("i09-ticks", WORKERS)
                .workers(mode.leastWorkers(), WORKERS)
                .sizing(policy)
                .build()) {
            for (int round = 0; round < 20; round++) {
                int before = policy.ticks.get();
                pool.execute(() -> Await.until(() -> policy.ticks.get() > before, pool::explain));
                Await.asleep(pool, mode.leastWorkers());
                assertThat(policy.ticks.get()).isGreaterThan(before);
                Await.until(policy::isQuiet, () -> "the controller does not rest: " + policy.ticks + " ticks");
            }
        }
    }

    /** A job that comes in the very moment in which the controller goes to rest: the controller must not sleep over it. */
    @Test
    void aJobWhileTheControllerGoesToRest() {
        Ticks policy = new Ticks();
        PoolConfig config = new PoolConfig(
                "i09-rest",
                1,
                2,
                16,
                4,
                1,
                WhenFull.block(),
                Dispatch.cooperative(),
                policy,
                LatencySampling.OFF,
                Duration.ZERO,
                true,
                null,
                null,
                null,
                false,
                new PriorityShares(16, 4, 1),
                3,
                false,
                StuckJobs.OFF,
                List.of(),
                null,
                List.of());
        JobAtTheLastLook gauges = new JobAtTheLastLook(policy);
        Sizer sizer = new Sizer(new Size(1, 1, 2), size -> () -> null, new DecisionLog());
        ControllerThread controller = new ControllerThread(
                policy,
                new Shadow(null),
                sizer,
                gauges,
                new Threads(config),
                new Failures(config.name(), config.uncaughtHandler()));
        gauges.controller = controller;
        controller.arm();
        try {
            Await.until(() -> policy.ticks.get() > 1, () -> "the controller has slept over a job");
        } finally {
            controller.stop();
            Await.end(PoolThreads.alive("i09-rest"));
        }
    }

    /** An idle pool, in which a worker finds work right after the look that follows the first decision. */
    private static final class JobAtTheLastLook implements Gauges {
        private final Ticks policy;
        private final AtomicBoolean come = new AtomicBoolean();
        private volatile ControllerThread controller;

        JobAtTheLastLook(Ticks policy) {
            this.policy = policy;
        }

        @Override
        public int busy() {
            if (policy.ticks.get() == 1 && come.compareAndSet(false, true)) {
                controller.arm();
            }
            return 0;
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public int capacity() {
            return 16;
        }

        @Override
        public long accepted() {
            return 0;
        }

        @Override
        public long ended() {
            return 0;
        }

        @Override
        public long timedJobs() {
            return 0;
        }

        @Override
        public long timedNanos() {
            return 0;
        }
    }

    /** Counts how often it is asked. */
    private static final class Ticks implements SizingPolicy {
        private final AtomicInteger ticks = new AtomicInteger();

        @Override
        public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
            ticks.incrementAndGet();
            return new SizingDecision(now.workers(), "stay");
        }

        @Override
        public Duration period() {
            return Duration.ofMillis(1);
        }

        /** Whether nobody asks while the caller takes as much processor time as twenty periods last. */
        boolean isQuiet() {
            int before = ticks.get();
            long end = ProcessorTime.of(Thread.currentThread()) + TimeUnit.MILLISECONDS.toNanos(20);
            while (ProcessorTime.of(Thread.currentThread()) < end) {
                Thread.onSpinWait();
            }
            return ticks.get() == before;
        }
    }
}
