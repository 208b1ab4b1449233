package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.Resizer;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Workers die at random among plain, batched and handle jobs, cancels, resizes, steals, quarantine and at the end a close. What became of each job is written into an array apart from the pool, and must add up to what the pool
 * counted: at most one run, one fate, nothing lost.
 */
@Guarded
class DeathOfAWorkerAgainstEverythingTest {
    private static final int SUBMITTERS = 3;
    private static final int JOBS = 150;
    private static final String LABEL = "suspect";

    @InEveryMode
    void everyJobHasOneFate(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(mode.name().hashCode());
        for (int round = 0; round < Scale.rounds(60); round++) {
            new Round(mode, random.split()).run();
        }
    }

    /** What a job of the test knows of itself. */
    private static final class Job implements Runnable, Callable<Integer> {
        /** Whether the thread runs jobs that were handed back, to see which ones they are. */
        private static final ThreadLocal<Boolean> LOOKS = ThreadLocal.withInitial(() -> false);

        private final AtomicInteger runs = new AtomicInteger();
        private final boolean deadly;
        private final boolean yields;
        private volatile boolean refusedAtTheStart;
        private volatile boolean handedBack;
        private boolean rejected;
        private JobHandle<?> handle;

        Job(SplittableRandom random) {
            deadly = random.nextInt(25) == 0;
            yields = random.nextInt(4) == 0;
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck")
        public void run() {
            if (LOOKS.get()) {
                assertThat(handedBack).as("handed back twice").isFalse();
                handedBack = true;
                return;
            }
            runs.incrementAndGet();
            if (yields) {
                Thread.yield();
            }
            if (deadly) {
                Poison.die();
            }
        }

        @Override
        public Integer call() {
            run();
            return 1;
        }
    }

    private static final class Round {
        private final WorkerPool pool;
        private final SplittableRandom random;
        private final int least;
        private final List<Job> jobs = new ArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger plainRefusals = new AtomicInteger();

        Round(Mode mode, SplittableRandom random) {
            this.random = random;
            this.least = mode.leastWorkers();
            this.pool = mode.pool("everything", least + random.nextInt(3))
                    .workers(least, least + 3)
                    .queueCapacity(SUBMITTERS * JOBS)
                    .laneCapacity(4)
                    .chunking(1 + random.nextInt(32))
                    .quarantineAfter(1 + random.nextInt(2))
                    .uncaughtHandler((thread, failure) -> {
                        if (failure instanceof RejectedExecutionException) {
                            plainRefusals.incrementAndGet();
                        }
                    })
                    .build();
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
            SplittableRandom choices = random.split();
            Thread resizer = new Thread(new Resizer(pool, least, choices, over), "resizer");
            resizer.start();
            threads.forEach(Thread::start);
            if (random.nextBoolean()) {
                Await.end(threads);
            }
            DrainReport report = pool.close(random.nextBoolean() ? Duration.ofSeconds(20) : Duration.ZERO);
            over.set(true);
            Await.end(threads);
            Await.end(resizer);
            check(report);
        }

        /** One at a time or several together; some handles are cancelled at once or later. */
        private void submit(List<Job> mine, SplittableRandom choices) {
            for (int i = 0; i < mine.size(); ) {
                int size = choices.nextInt(3) == 0 ? Math.min(mine.size() - i, 2 + choices.nextInt(40)) : 1;
                List<Job> some = mine.subList(i, i + size);
                try {
                    submitSome(some, choices);
                } catch (RejectedExecutionException e) {
                    some.forEach(job -> job.rejected = true);
                }
                i += size;
                Job earlier = mine.get(choices.nextInt(i));
                if (earlier.handle != null && choices.nextInt(3) == 0) {
                    earlier.handle.cancel(choices.nextBoolean());
                }
            }
        }

        private void submitSome(List<Job> some, SplittableRandom choices) {
            Job job = some.get(0);
            if (some.size() > 1) {
                pool.executeAll(some);
            } else {
                switch (choices.nextInt(5)) {
                    case 0 -> job.handle = pool.submit((Runnable) job);
                    case 1 -> job.handle = pool.submit((Callable<Integer>) job);
                    case 2 ->
                        job.handle =
                                pool.submit((Runnable) job, JobOptions.none().label(LABEL));
                    default -> pool.execute(job);
                }
            }
        }

        private void check(DrainReport report) {
            Accounts.assertClosed(report);
            Job.LOOKS.set(true);
            report.handedBack().forEach(Runnable::run);
            Job.LOOKS.remove();
            PoolStats.Jobs counted = pool.stats().jobs(); // those that came too late are refused after the report
            long accepted = jobs.stream().filter(job -> !job.rejected).count();
            assertThat(counted.accepted()).isEqualTo(accepted);
            assertThat(counted.rejected()).isEqualTo(jobs.size() - accepted);
            jobs.stream().filter(job -> job.handle != null).forEach(Round::checkHandle);
            jobs.forEach(Round::checkFate);
            long ran = jobs.stream().mapToLong(job -> job.runs.get()).sum();
            long refused = jobs.stream().filter(job -> job.refusedAtTheStart).count() + plainRefusals.get();
            long cancelledUnrun = jobs.stream()
                    .filter(job -> job.handle != null && !job.handedBack && neverRan(job) && isCancelled(job))
                    .count();
            assertThat(counted.cancelled()).as("cancelled before the start").isLessThanOrEqualTo(cancelledUnrun);
            assertThat(counted.started())
                    .as("run, refused at the start, or cancelled in that very moment")
                    .isEqualTo(ran + refused + cancelledUnrun - counted.cancelled());
            assertThat(accepted)
                    .isEqualTo(
                            ran + refused + cancelledUnrun + report.handedBack().size());
            long deadly = jobs.stream()
                    .filter(job -> job.deadly && job.runs.get() > 0)
                    .count();
            PoolStats.Workers workers = report.stats().workers();
            assertThat(workers.deaths()).isEqualTo(deadly);
            assertThat(workers.restarts()).isLessThanOrEqualTo(deadly);
        }

        private static boolean neverRan(Job job) {
            return job.runs.get() == 0;
        }

        private static boolean isCancelled(Job job) {
            return job.handle.outcome() instanceof Outcome.Cancelled;
        }

        /** At most one run, and none besides another fate. */
        private static void checkFate(Job job) {
            int fates = job.runs.get()
                    + (job.handedBack ? 1 : 0)
                    + (job.rejected ? 1 : 0)
                    + (job.refusedAtTheStart ? 1 : 0);
            assertThat(fates).as("a %s", job.handle).isLessThanOrEqualTo(1);
        }

        private static void checkHandle(Job job) {
            assertThat(job.handle.isDone()).as("%s", job.handle).isTrue();
            Outcome<?> outcome = job.handle.outcome();
            if (outcome instanceof Outcome.Value) {
                assertThat(job.runs).hasValue(1);
                assertThat(job.deadly).isFalse();
            } else if (outcome instanceof Outcome.Failed<?> failed) {
                job.refusedAtTheStart = failed.cause() instanceof RejectedExecutionException;
                assertThat(job.runs).hasValue(job.refusedAtTheStart ? 0 : 1);
                assertThat(job.deadly || job.refusedAtTheStart).isTrue();
            } else if (outcome instanceof Outcome.HandedBack) {
                assertThat(job.handedBack).isTrue();
            } else {
                assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
                assertThat(outcome.trace().worker() != null || neverRan(job)).isTrue();
            }
        }
    }
}
