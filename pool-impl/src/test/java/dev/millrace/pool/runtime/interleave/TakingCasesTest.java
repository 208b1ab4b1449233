package dev.millrace.pool.runtime.interleave;

import dev.millrace.pool.JobGroup;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who takes a job, and who is awake to do so. */
@Guarded
class TakingCasesTest {
    private static final int SEEDS = 90;

    @Test
    void allThievesParkWhileOnePublishes() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(6);
            WorkerPool pool = stage.pool(3);
            for (int first = 0; first < 6; first += 3) {
                int from = first;
                stage.actor("publisher", () -> {
                    for (int job = from; job < from + 3; job++) {
                        int number = job;
                        pool.execute(ledger.job(job));
                        stage.await("job", () -> ledger.runs(number) == 1);
                    }
                });
            }
            stage.play();
            ledger.assertEachRanOnce();
        });
    }

    /** One job ends only when all others have run, wherever they lie: in the chunk, the batch or the lane of the worker that it holds. */
    @Test
    void busyOwnerLaneJobIsStolen() {
        Interleavings.each(3 * SEEDS, stage -> {
            int jobs = 9;
            Ledger ledger = new Ledger(jobs);
            WorkerPool pool = stage.pool(2);
            Runnable longest = () -> {
                stage.await("others", () -> ledger.total() == jobs - 1);
                ledger.ran(0);
            };
            stage.actor("submitter", () -> {
                List<Runnable> all = new ArrayList<>(ledger.jobs(1, jobs));
                all.add(stage.choice(jobs), longest);
                if (stage.choice(3) == 0) {
                    pool.executeAll(all);
                } else {
                    all.forEach(pool::execute);
                }
                stage.await("all", () -> ledger.total() == jobs);
            });
            stage.play();
            ledger.assertEachRanOnce();
        });
    }

    /** The owner of a held job goes on only when somebody else has run it, and has called for help while the pool was full. */
    @Test
    void heldJobIsTakenByAWorkerThatComesToRestMeanwhile() {
        Interleavings.each(2 * SEEDS, stage -> {
            Ledger ledger = new Ledger(2);
            WorkerPool pool = stage.pool(2, builder -> builder.queueCapacity(1));
            playHolding(stage, ledger, pool, Jobs.NOTHING, () -> pool.execute(ledger.job(0)));
        });
    }

    /** Here the job that has filled the pool waits for the held one: somebody else must be woken. */
    @Test
    void heldJobIsTakenThoughWhoTookTheLastJobStays() {
        Interleavings.each(2 * SEEDS, stage -> {
            Ledger ledger = new Ledger(2);
            WorkerPool pool = stage.pool(3, builder -> builder.queueCapacity(1));
            playHolding(stage, ledger, pool, Jobs.NOTHING, () -> pool.execute(afterTheHeldOne(stage, ledger)));
        });
    }

    /** Here the pool stays full: what fills it has a key whose turn is under way, and that job waits for the held one. */
    @Test
    void heldJobIsTakenThoughThePoolStaysFull() {
        Interleavings.each(2 * SEEDS, stage -> {
            Ledger ledger = new Ledger(3);
            WorkerPool pool = stage.pool(3, builder -> builder.queueCapacity(1));
            Runnable turn = () -> pool.keyed("k").execute(afterTheHeldOne(stage, ledger));
            playHolding(stage, ledger, pool, turn, () -> pool.keyed("k").execute(ledger.job(2)));
        });
    }

    /** After what comes first, a job of the pool fills it, forks the job 1, and waits until all have run. */
    private static void playHolding(Stage stage, Ledger ledger, WorkerPool pool, Runnable first, Runnable fill) {
        stage.actor("submitter", () -> {
            first.run();
            pool.execute(() -> {
                try (JobGroup group = pool.group()) {
                    fill.run();
                    group.fork(ledger.job(1));
                    stage.await("others", ledger::isFull);
                }
            });
            stage.await("all", ledger::isFull);
        });
        stage.play();
        ledger.assertEachRanOnce();
    }

    private static Runnable afterTheHeldOne(Stage stage, Ledger ledger) {
        return () -> {
            stage.await("held", () -> ledger.runs(1) == 1);
            ledger.ran(0);
        };
    }

    @Test
    void submittersAgainstEachOtherLoseNoJob() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(12);
            WorkerPool pool = stage.pool(2, builder -> builder.queueCapacity(2));
            for (int first = 0; first < 12; first += 4) {
                List<Ledger.Job> jobs = ledger.jobs(first, first + 4);
                stage.actor("submitter", () -> jobs.forEach(pool::execute));
            }
            stage.actor("reader", () -> stage.await("all", () -> ledger.total() == 12));
            stage.play();
            ledger.assertEachRanOnce();
        });
    }
}
