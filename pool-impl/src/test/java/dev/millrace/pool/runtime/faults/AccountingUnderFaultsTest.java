package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.probe.Visitor;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.Resizer;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The identity of the accounts while the pool's own code fails, its factory fails, its size changes and it is closed: attempts = rejected + accepted, and each accepted job has run, failed, been cancelled, expired or been handed back,
 * once. What became of each is noted beside the pool; the pool's counters are only compared.
 */
@Guarded
class AccountingUnderFaultsTest {
    private static final int SUBMITTERS = 3;
    private static final int JOBS = 200;
    private static final int ONE_THROW_IN = 97;
    private static final Set<Point> POINTS = EnumSet.of(
            Point.SCAN_EMPTY,
            Point.SLEEP_COUNTED,
            Point.LEASE_TAKEN,
            Point.PRODUCER_TAKEN,
            Point.ROLE_TAKEN,
            Point.TAKEN,
            Point.ROUTED,
            Point.LANE_FILLED,
            Point.SEATED);

    @InEveryMode
    void everyJobHasOneFate(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(mode.name().hashCode());
        try (Faults faults = new Faults(random.nextInt(ONE_THROW_IN))) {
            for (int round = 0; round < Scale.rounds(12); round++) {
                new Round(mode, random.split()).run();
            }
            assertThat(faults.thrown).as("faults that were injected").hasPositiveValue();
        }
    }

    /** Fails at each so many-eth passage, on the pool's own threads alone: a user's thread is told of what fails in it. */
    private static final class Faults implements Visitor, AutoCloseable {
        private final AtomicInteger passages;
        private final AtomicInteger thrown = new AtomicInteger();
        private final Probe.Visit visit;

        Faults(int first) {
            passages = new AtomicInteger(first);
            visit = Probe.visit(this);
        }

        @Override
        public void at(Point point) {
            if (POINTS.contains(point)
                    && Thread.currentThread().getName().startsWith("millrace-")
                    && passages.incrementAndGet() % ONE_THROW_IN == 0) {
                thrown.incrementAndGet();
                throw new OutOfMemoryError("injected at " + point);
            }
        }

        @Override
        public void close() {
            visit.close();
        }
    }

    /** One job and its fates. */
    private static final class Job implements Runnable {
        private final AtomicInteger runs = new AtomicInteger();
        private final boolean fails;
        private boolean rejected;
        private boolean handedBack;
        private JobHandle<?> handle;

        Job(SplittableRandom random) {
            fails = random.nextInt(10) == 0;
        }

        @Override
        public void run() {
            runs.incrementAndGet();
            if (fails) {
                throw new IllegalStateException("a job that fails");
            }
        }

        @Override
        public String toString() {
            return "ran " + runs + " times, rejected " + rejected + ", handed back " + handedBack + ", "
                    + (handle == null ? "without a handle" : handle.outcome());
        }

        /** What a handle says must be what has happened. */
        int fates() {
            boolean otherwise = false;
            if (handle != null) {
                Outcome<?> outcome = handle.outcome();
                if (outcome instanceof Outcome.HandedBack) {
                    handedBack = true;
                }
                otherwise =
                        runs.get() == 0 && (outcome instanceof Outcome.Cancelled || outcome instanceof Outcome.Expired);
            }
            return runs.get() + (rejected ? 1 : 0) + (handedBack ? 1 : 0) + (otherwise ? 1 : 0);
        }
    }

    private static final class Round {
        private final SplittableRandom random;
        private final int least;
        private final WorkerPool pool;
        private final List<Job> jobs = new ArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile boolean built;

        Round(Mode mode, SplittableRandom random) {
            this.random = random;
            this.least = mode.leastWorkers();
            PoolThreads good = new PoolThreads();
            SplittableRandom whims = random.split();
            this.pool = mode.pool("accounts", least)
                    .workers(least, least + 3)
                    .queueCapacity(SUBMITTERS * JOBS)
                    .laneCapacity(4)
                    .threadFactory(body -> {
                        synchronized (whims) {
                            return built && body.getClass().getSimpleName().equals("Member") && whims.nextInt(8) == 0
                                    ? null
                                    : good.newThread(body);
                        }
                    })
                    .build();
            built = true;
        }

        void run() {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                List<Job> mine = new ArrayList<>();
                SplittableRandom choices = random.split();
                for (int j = 0; j < JOBS; j++) {
                    mine.add(new Job(choices));
                }
                jobs.addAll(mine);
                threads.add(new Thread(() -> submit(mine, choices), "submitter"));
            }
            SplittableRandom sizes = random.split();
            threads.add(new Thread(new Resizer(pool, least, sizes, over), "resizer"));
            boolean early = random.nextBoolean();
            threads.forEach(Thread::start);
            if (!early) {
                Await.end(threads.subList(0, SUBMITTERS));
            }
            DrainReport report = pool.close(early ? Duration.ZERO : Duration.ofSeconds(20));
            over.set(true);
            Await.end(threads);
            check(report);
        }

        private void submit(List<Job> mine, SplittableRandom choices) {
            for (int i = 0; i < mine.size(); ) {
                int size = choices.nextInt(4) == 0 ? Math.min(mine.size() - i, 2 + choices.nextInt(30)) : 1;
                List<Job> some = mine.subList(i, i + size);
                try {
                    submitSome(some, choices);
                } catch (RejectedExecutionException e) {
                    some.forEach(job -> job.rejected = true);
                }
                i += size;
            }
        }

        private void submitSome(List<Job> some, SplittableRandom choices) {
            Job job = some.get(0);
            if (some.size() > 1) {
                pool.executeAll(some);
                return;
            }
            switch (choices.nextInt(5)) {
                case 0 -> job.handle = pool.submit(job);
                case 1 ->
                    job.handle =
                            pool.submit(job, JobOptions.startWithin(Duration.ofNanos(1 + choices.nextInt(1_000_000))));
                case 2 -> {
                    job.handle = pool.submit(job);
                    job.handle.cancel(false);
                }
                case 3 -> pool.keyed(choices.nextInt(3)).execute(job);
                default -> pool.execute(job);
            }
        }

        private void check(DrainReport report) {
            Accounts.assertClosed(report);
            report.handedBack().forEach(job -> {
                if (job instanceof Job plain) {
                    assertThat(plain.handedBack).as("handed back twice").isFalse();
                    plain.handedBack = true;
                }
            });
            for (int i = 0; i < jobs.size(); i++) {
                Job job = jobs.get(i);
                assertThat(job.fates())
                        .as("fates of job %s, %s: %s", i, job, report)
                        .isEqualTo(1);
            }
            PoolStats.Jobs counted = pool.stats().jobs();
            long rejected = jobs.stream().filter(job -> job.rejected).count();
            assertThat(counted.attempts()).isEqualTo(jobs.size());
            assertThat(counted.rejected()).isEqualTo(rejected);
            assertThat(counted.accepted()).isEqualTo(jobs.size() - rejected);
            assertThat(counted.handedBack())
                    .isEqualTo(jobs.stream().filter(job -> job.handedBack).count());
            assertThat(counted.completed() + counted.failed() + counted.cancelled() + counted.expired())
                    .isEqualTo(counted.accepted() - counted.handedBack());
            long failed = jobs.stream()
                    .filter(job -> job.fails && job.runs.get() == 1)
                    .count();
            long cancelled = jobs.stream()
                    .filter(job -> job.handle != null && job.handle.outcome() instanceof Outcome.Cancelled)
                    .count();
            assertThat(counted.failed())
                    .as("failed, or cancelled while it ran")
                    .isBetween(failed - cancelled, failed + cancelled);
        }
    }
}
