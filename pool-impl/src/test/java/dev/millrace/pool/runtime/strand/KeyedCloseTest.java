package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.KeyedJob;
import dev.millrace.pool.KeyedJobs;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A close runs the jobs of keys, or gives them back: each key's in order, as they were submitted. */
@Guarded
class KeyedCloseTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** A job that is told from others. */
    private record Numbered(int key, int number) implements Runnable {
        @Override
        public void run() {}
    }

    @InEveryMode
    void shouldRunWhatWasAccepted(Mode mode) {
        KeyLog log = new KeyLog(3);
        WorkerPool pool = mode.pool("keyed-drain", mode.leastWorkers()).build();
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int i = 0; i < 300; i++) {
                pool.keyed(i % 3).execute(log.job(i % 3, i));
            }
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        log.assertComplete(100, 100, 100);
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.keyed(1).execute(Jobs.NOTHING))
                .withMessageContaining("is closed");
    }

    /** Of strands that wait in queue, lanes and chunks, and of the one whose job runs. */
    @InEveryMode
    void shouldHandBackWhatHasNotStartedInOrderOfEachKey(Mode mode) {
        int workers = mode.leastWorkers();
        WorkerPool pool = mode.pool("keyed-back", workers).laneCapacity(4).build();
        List<JobHandle<?>> handles = new ArrayList<>();
        try (Gate others = Gate.holding(pool, workers - 1);
                Gate running = new Gate()) {
            pool.keyed(0).execute(running);
            running.entered(pool);
            for (int i = 0; i < 200; i++) {
                Numbered job = new Numbered(i % 20, i);
                if (i % 3 == 0) {
                    handles.add(pool.keyed(job.key()).submit(job));
                } else {
                    pool.keyed(job.key()).execute(job);
                }
            }
            JobHandle<?> cancelled = pool.keyed(1).submit(new Numbered(1, 1_000));
            cancelled.cancel(false);
            DrainReport report = pool.close(Duration.ZERO);
            Accounts.assertClosed(report);
            assertEachKeysInOrder(report.handedBack(), 200, 20);
            assertThat(others.isOpen() || running.isOpen()).isFalse();
        }
        assertThat(handles).allSatisfy(handle -> assertThat(handle.outcome()).isInstanceOf(Outcome.HandedBack.class));
    }

    private static void assertEachKeysInOrder(List<Runnable> jobs, int count, int keys) {
        assertThat(jobs).hasSize(count).hasOnlyElementsOfType(Numbered.class);
        for (int key = 0; key < keys; key++) {
            int mine = key;
            assertThat(jobs.stream()
                            .map(Numbered.class::cast)
                            .filter(job -> job.key() == mine)
                            .map(Numbered::number))
                    .as("key %s", key)
                    .hasSize(count / keys)
                    .isSorted();
        }
    }

    @InEveryMode
    void shouldGiveValuesBackAsTheyWereSubmitted(Mode mode) {
        WorkerPool pool = mode.pool("keyed-typed", mode.leastWorkers()).build();
        KeyedJobs<Integer> typed = pool.keyed(number -> number % 2, number -> {});
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            IntStream.range(0, 6).forEach(typed::execute);
            List<Runnable> unrun = pool.asExecutorService().shutdownNow();
            assertThat(unrun).hasOnlyElementsOfType(KeyedJob.class);
            for (int key = 0; key < 2; key++) {
                Object mine = key;
                assertThat(unrun.stream()
                                .map(KeyedJob.class::cast)
                                .filter(job -> job.key().equals(mine))
                                .map(KeyedJob::job))
                        .isEqualTo(Stream.of(key, key + 2, key + 4).toList());
            }
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
    }

    /** Handles come from shutdownNow as they are, and can be run by hand then, but not before. */
    @InEveryMode
    void shouldLetAHandleBeRunByHandOnlyWhenItWasGivenBack(Mode mode) throws Exception {
        WorkerPool pool = mode.pool("keyed-hand", mode.leastWorkers()).build();
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            JobHandle<String> handle = pool.keyed("key").submit(() -> "by hand");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(((Runnable) handle)::run)
                    .withMessageContaining("has a key: it runs when its turn comes");
            assertThat(pool.asExecutorService().shutdownNow()).containsExactly((Runnable) handle);
            ((Runnable) handle).run();
            assertThat(handle.get()).isEqualTo("by hand");
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
    }

    /** Submits, turns and a close at the same time: what ran and what came back are all, and of each key what came back is younger than what ran. */
    @InEveryMode
    void shouldLoseNothingInARace(Mode mode, Seed seed) {
        for (int round = 0; round < Scale.rounds(60); round++) {
            SplittableRandom random = seed.random(round);
            KeyLog log = new KeyLog(6);
            WorkerPool pool =
                    mode.pool("keyed-race", 2).queueCapacity(50).laneCapacity(4).build();
            int[] accepted = new int[6];
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int first = 3 * i;
                SplittableRandom choices = random.split();
                submitters.add(new Thread(
                        () -> {
                            try {
                                while (true) {
                                    int key = first + choices.nextInt(3);
                                    pool.keyed(key).execute(log.job(key, accepted[key]));
                                    accepted[key]++;
                                }
                            } catch (RejectedExecutionException closed) {
                                // the end of the test
                            }
                        },
                        "keyed-race"));
            }
            submitters.forEach(Thread::start);
            int before = random.nextInt(500);
            Await.spinning(() -> pool.stats().jobs().accepted() > before, pool::explain);
            DrainReport report = pool.close(Duration.ofNanos(random.nextInt(200_000)));
            Await.end(submitters);
            Accounts.assertClosed(report);
            log.assertInOrder();
            assertThat(log.total() + report.handedBack().size())
                    .isEqualTo(IntStream.of(accepted).sum());
            for (int key = 0; key < 6; key++) {
                assertThat(log.of(key)).as("no gap").hasSizeLessThanOrEqualTo(accepted[key]);
                assertThat(log.of(key).stream().mapToInt(number -> number))
                        .containsExactlyElementsOf(
                                IntStream.range(0, log.of(key).size()).boxed().toList());
            }
        }
    }
}
