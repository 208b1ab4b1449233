package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Priority;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
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
import java.util.concurrent.atomic.AtomicBoolean;

/** Workers come and go while what they hold is stolen from them: some jobs take a thousand times as long as others, so thieves are at work all the time. */
@Guarded
class ResizeAgainstStealTest {
    private static final int SUBMITTERS = 2;
    private static final int EACH = Scale.rounds(15_000);

    /** Until workers have come and gone and jobs were stolen: a fast submitter can be done before either. */
    @InEveryMode
    void everyJobRunsOnce(Mode mode, Seed seed) {
        int least = mode.leastWorkers();
        WorkerPool pool = mode.pool("resize-steal", least)
                .queueCapacity(300)
                .laneCapacity(8)
                .build();
        int rounds = 0;
        do {
            round(pool, least, seed.random(rounds++));
        } while (pool.stats().flow().resizes() == 0 || pool.stats().flow().stolenJobs() == 0);
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().completed()).isEqualTo(rounds * SUBMITTERS * (long) EACH);
    }

    private static void round(WorkerPool pool, int least, SplittableRandom random) {
        Ledger ledger = new Ledger(SUBMITTERS * EACH);
        Queue<JobHandle<Integer>> handles = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        SplittableRandom sizes = random.split();
        Thread resizer = new Thread(
                () -> {
                    while (!done.get()) {
                        int min = least + sizes.nextInt(4);
                        pool.resize(min, min + sizes.nextInt(3));
                        work(sizes.nextInt(2_000));
                    }
                },
                "resizer");
        resizer.start();
        List<Thread> submitters = new ArrayList<>();
        for (int t = 0; t < SUBMITTERS; t++) {
            int from = t * EACH;
            SplittableRandom choices = random.split();
            Thread submitter = new Thread(() -> submit(pool, ledger, handles, from, choices), "submitter-" + t);
            submitters.add(submitter);
            submitter.start();
        }
        Await.end(submitters);
        done.set(true);
        Await.end(resizer);
        pool.resize(least, least);
        // Without a close, which would wake whoever slept over a job.
        Await.asleep(pool, least);
        ledger.assertEachRanOnce();
        assertThat(handles).isNotEmpty().allSatisfy(handle -> {
            assertThat(handle.outcome()).isInstanceOf(Outcome.Value.class);
            assertThat(ledger.runs(((Outcome.Value<Integer>) handle.outcome()).value()))
                    .isEqualTo(1);
        });
    }

    private static void submit(
            WorkerPool pool, Ledger ledger, Queue<JobHandle<Integer>> handles, int from, SplittableRandom random) {
        for (int at = from; at < from + EACH; ) {
            int number = at;
            int steps = random.nextInt(64) == 0 ? 5_000 : 5;
            int size = 1;
            switch (random.nextInt(8)) {
                case 0, 4 -> {
                    size = Math.min(from + EACH - at, 1 + random.nextInt(250));
                    List<Runnable> batch = new ArrayList<>(ledger.jobs(at, at + size));
                    batch.set(0, () -> run(ledger, number, steps));
                    pool.executeAll(batch);
                }
                case 1, 2 -> handles.add(pool.submit(() -> run(ledger, number, steps)));
                case 3 -> {
                    Priority priority = Priority.values()[random.nextInt(3)];
                    handles.add(pool.submit(
                            () -> run(ledger, number, steps), JobOptions.none().priority(priority)));
                }
                default -> pool.execute(() -> run(ledger, number, steps));
            }
            at += size;
        }
    }

    private static int run(Ledger ledger, int number, int steps) {
        ledger.ran(number);
        work(steps);
        return number;
    }

    private static void work(int steps) {
        for (int i = 0; i < steps; i++) {
            Thread.onSpinWait();
        }
    }
}
