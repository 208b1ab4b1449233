package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** One pool's life in which submitter, canceller, timer, workers, thieves and a close at any moment want the same jobs. What ran is counted apart from the pool; in the end handles, counts and report must agree with it. */
final class ContestedLife {
    private static final int JOBS = 300;

    final Ledger ledger = new Ledger(JOBS);
    final List<JobHandle<?>> handles = new ArrayList<>();
    final AtomicReference<Throwable> wrong = new AtomicReference<>();
    final int[] fates = new int[5];

    private ContestedLife() {}

    JobOptions options(SplittableRandom random, boolean expiring) {
        return expiring
                ? JobOptions.startWithin(Duration.ofNanos(1 + random.nextInt(200_000)))
                : JobOptions.none().label("none");
    }

    /** A submitter that is refused has been overtaken by the close. */
    void submit(WorkerPool pool, SplittableRandom random, boolean expiring, boolean cancelling) {
        try {
            for (int i = 0; i < JOBS; i++) {
                int work = random.nextInt(50);
                Ledger.Job job = ledger.job(i);
                Runnable noted = () -> {
                    spin(work);
                    job.run();
                };
                handles.add(random.nextBoolean() ? pool.submit(noted) : pool.submit(noted, options(random, expiring)));
                if (cancelling) {
                    handles.get(random.nextInt(handles.size())).cancel(random.nextBoolean());
                }
            }
        } catch (RejectedExecutionException closed) {
            wrong.set(closed.getMessage().contains("close") ? null : closed);
        }
    }

    void check(DrainReport report) {
        Accounts.assertClosed(report);
        for (int i = 0; i < handles.size(); i++) {
            fates[fate(i, handles.get(i).outcome())]++;
        }
        for (int i = handles.size(); i < JOBS; i++) {
            assertThat(ledger.runs(i)).as("refused").isZero();
        }
        PoolStats.Jobs jobs = report.stats().jobs();
        assertThat(jobs.accepted()).isEqualTo(handles.size());
        assertThat(jobs.completed()).isEqualTo(fates[0]);
        assertThat(jobs.failed()).isEqualTo(fates[1]);
        assertThat(jobs.expired()).isEqualTo(fates[3]);
        assertThat(report.handedBack()).hasSize((int) jobs.handedBack());
        long cancelledAfterHandBack = jobs.handedBack() - fates[4];
        assertThat(cancelledAfterHandBack).isNotNegative();
        assertThat(jobs.cancelled() + cancelledAfterHandBack).isEqualTo(fates[2]);
    }

    /** A job that was cancelled while it ran may have ended, or have been stopped before its first step. */
    private int fate(int job, Outcome<?> outcome) {
        int runs = ledger.runs(job);
        boolean ran = outcome.trace().worker() != null;
        int least = outcome instanceof Outcome.Value ? 1 : 0;
        assertThat(runs).as("job %s, %s", job, outcome).isBetween(least, ran ? 1 : 0);
        if (outcome instanceof Outcome.Value) {
            return 0;
        }
        if (outcome instanceof Outcome.Cancelled) {
            return ran ? 1 : 2;
        }
        if (outcome instanceof Outcome.Expired) {
            return 3;
        }
        assertThat(outcome).isInstanceOf(Outcome.HandedBack.class);
        return 4;
    }

    private static void spin(int steps) {
        for (int i = 0; i < steps; i++) {
            Thread.onSpinWait();
        }
    }

    static ContestedLife live(Mode mode, SplittableRandom random, boolean expiring, boolean cancelling) {
        ContestedLife life = new ContestedLife();
        WorkerPool pool = mode.pool("against-start", 2 + random.nextInt(3))
                .queueCapacity(expiring ? JOBS : 1 + random.nextInt(200))
                .laneCapacity(4)
                .build();
        SplittableRandom choices = random.split();
        Thread submitter = new Thread(() -> life.submit(pool, choices, expiring, cancelling));
        submitter.start();
        int closeAfter = random.nextInt(2 * JOBS);
        Await.spinning(() -> pool.stats().jobs().accepted() >= closeAfter || !submitter.isAlive(), pool::explain);
        DrainReport report = pool.close(random.nextInt(3) == 0 ? Duration.ofSeconds(20) : Duration.ZERO);
        Await.end(submitter);
        assertThat(life.wrong).hasValue(null);
        life.check(report);
        return life;
    }

    /** Many pools' lives: how many jobs had which fate, in the order of {@link #fate}. */
    static int[] lives(Mode mode, SplittableRandom random, boolean expiring, boolean cancelling) {
        int[] fates = new int[5];
        for (int i = 0; i < Scale.rounds(40); i++) {
            ContestedLife life = live(mode, random.split(), expiring, cancelling);
            for (int fate = 0; fate < fates.length; fate++) {
                fates[fate] += life.fates[fate];
            }
        }
        return fates;
    }
}
