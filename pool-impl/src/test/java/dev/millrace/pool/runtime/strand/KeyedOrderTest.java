package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Jobs of a key run one at a time and in the order of their submission, whatever goes on around them; and what one has written the next one reads. */
@Guarded
class KeyedOrderTest {
    private static final int KEYS = 12;
    private static final int SUBMITTERS = 3;
    private static final int JOBS = 400;
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Each submitter has keys of its own, so that it knows their order. */
    @InEveryMode
    void shouldHoldInAStorm(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(mode.ordinal());
        for (int round = 0; round < Scale.rounds(15); round++) {
            new Storm(mode, random.split(), false).run();
        }
    }

    @InEveryMode
    void shouldHoldWhereWorkersDie(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(mode.ordinal());
        for (int round = 0; round < Scale.rounds(10); round++) {
            new Storm(mode, random.split(), true).run();
        }
    }

    private static final class Storm {
        private final Mode mode;
        private final SplittableRandom random;
        private final boolean deadly;
        private final KeyLog log = new KeyLog(KEYS * SUBMITTERS);
        private final int[] submitted = new int[KEYS * SUBMITTERS];
        private final int[] numbers = new int[KEYS * SUBMITTERS];
        private final ConcurrentLinkedQueue<JobHandle<?>> handles = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private WorkerPool pool;

        Storm(Mode mode, SplittableRandom random, boolean deadly) {
            this.mode = mode;
            this.random = random;
            this.deadly = deadly;
        }

        void run() {
            int least = mode.leastWorkers();
            pool = mode.pool("storm", least)
                    .workers(least, least + 4)
                    .queueCapacity(1 + random.nextInt(100))
                    .laneCapacity(4)
                    .chunking(1 + random.nextInt(32))
                    .quarantineAfter(1_000_000)
                    .build();
            pool.resize(Math.max(least, 3), least + 4);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                int first = i * KEYS;
                SplittableRandom choices = random.split();
                threads.add(new Thread(() -> submit(choices, first), "keyed-submitter"));
            }
            SplittableRandom choices = random.split();
            Thread resizer = new Thread(() -> disturb(choices), "keyed-resizer");
            threads.forEach(Thread::start);
            resizer.start();
            Await.end(threads);
            over.set(true);
            Await.end(resizer);
            DrainReport report = pool.close(LONG);
            Accounts.assertClosed(report);
            assertThat(report.handedBack()).isEmpty();
            log.assertInOrder();
            int sum = IntStream.of(submitted).sum();
            assertThat(log.total()).as("jobs that ran").isBetween(sum - unrun() - stopped(), sum - unrun());
        }

        private int unrun() {
            return count(outcome -> outcome.trace().worker() == null);
        }

        /** Cancelled when they had begun: they ran, or were stopped before their first step. */
        private int stopped() {
            return count(outcome ->
                    outcome instanceof Outcome.Cancelled && outcome.trace().worker() != null);
        }

        private int count(Predicate<Outcome<?>> which) {
            return (int) handles.stream()
                    .filter(handle -> which.test(handle.outcome()))
                    .count();
        }

        private void submit(SplittableRandom choices, int first) {
            for (int i = 0; i < JOBS; i++) {
                int key = first + choices.nextInt(choices.nextBoolean() ? KEYS : 2);
                KeyedExecutor executor = pool.keyed("key " + key);
                int number = numbers[key]++;
                submitted[key]++;
                Runnable job = log.job(key, number, then(choices.nextInt(60)));
                switch (choices.nextInt(5)) {
                    case 0 -> handles.add(executor.submit(job));
                    case 1 -> {
                        JobHandle<?> handle = executor.submit(job);
                        handles.add(handle);
                        handle.cancel(false);
                    }
                    case 2 -> {
                        JobOptions options = JobOptions.startWithin(Duration.ofNanos(1 + choices.nextInt(300_000)))
                                .runWithin(LONG);
                        try {
                            handles.add(executor.submit(job, options));
                        } catch (RejectedExecutionException tooLate) {
                            submitted[key]--;
                        }
                    }
                    default -> executor.execute(job);
                }
                if (choices.nextInt(10) == 0) {
                    pool.execute(then(choices.nextInt(60)));
                }
            }
        }

        @SuppressWarnings("ThreadPriorityCheck")
        private Runnable then(int kind) {
            return switch (kind) {
                case 0 ->
                    () -> {
                        throw new IllegalStateException("a job that fails");
                    };
                case 1, 2, 3 -> Thread::yield;
                case 4 -> deadly ? Poison::die : () -> {};
                case 5 -> () -> Thread.currentThread().interrupt();
                default -> () -> {};
            };
        }

        private void disturb(SplittableRandom choices) {
            int least = mode.leastWorkers();
            while (!over.get()) {
                int from = least + choices.nextInt(3);
                pool.resize(from, from + choices.nextInt(3));
                if (choices.nextInt(4) == 0) {
                    pool.pause();
                    pool.resume();
                }
                Thread.onSpinWait();
            }
            pool.resume();
        }
    }

    /** A cancelled job that runs counts as ended before the next one begins only if its thread has left it; the log's own plain counter would show it. */
    @InEveryMode
    void shouldHoldForAJobThatWasCancelledWhileItRuns(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("running", 2).build()) {
            KeyedExecutor key = pool.keyed("key");
            AtomicBoolean goOn = new AtomicBoolean();
            AtomicBoolean in = new AtomicBoolean();
            AtomicBoolean out = new AtomicBoolean();
            JobHandle<?> first = key.submit(() -> {
                in.set(true);
                while (!goOn.get()) {
                    Thread.onSpinWait();
                }
                out.set(true);
            });
            Await.until(in::get, pool::explain);
            JobHandle<Boolean> second = key.submit(out::get);
            assertThat(first.cancel(true)).isTrue();
            assertThat(first.outcome()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(second.isDone()).isFalse();
            goOn.set(true);
            assertThat(second.get()).isTrue();
        }
    }
}
