package dev.millrace.cli.soak;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Pipeline;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/** Mapping, groups, fan-ins and pipelines, whose jobs take turns. Confined to its submitter. */
final class FanWays {
    private static final int MOST_INPUTS = 100;

    private final Scene scene;
    private final SplittableRandom random;
    private final WorkerPool pool;

    FanWays(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        pool = scene.pool();
    }

    /** Does one fan-out; false if there are not so many jobs left. */
    boolean submit() throws InterruptedException {
        SoakJob[] jobs = scene.jobs(random, random.nextInt(1, MOST_INPUTS));
        for (SoakJob job : jobs) {
            job.bring();
        }
        if (jobs.length > 0) {
            submit(List.of(jobs));
            scene.moves.increment();
        }
        return jobs.length > 0;
    }

    private void submit(List<SoakJob> jobs) throws InterruptedException {
        try {
            switch (random.nextInt(4)) {
                case 0 -> map(jobs);
                case 1 -> asCompleted(jobs);
                case 2 -> pipeline(jobs);
                default -> group(jobs);
            }
        } catch (RejectedExecutionException e) {
            jobs.forEach(job -> {
                if (scene.ledger.fate(job.number) == Fate.NONE) {
                    scene.ledger.fate(job.number, Fate.UNRUN);
                }
            });
        }
    }

    private FanOut policy() {
        FanOut policy = random.nextInt(4) == 0 ? FanOut.failFast() : FanOut.collectAll();
        policy = random.nextBoolean() ? policy : policy.atMost(random.nextInt(1, 6));
        return random.nextInt(8) == 0 ? policy.within(Duration.ofMillis(1)) : policy;
    }

    private void map(List<SoakJob> jobs) {
        noteAll(pool.<SoakJob, Integer>map(jobs, SoakJob::call, policy()));
    }

    private void noteAll(Iterable<FanResult<SoakJob, Integer>> results) {
        results.forEach(this::note);
    }

    private void note(FanResult<SoakJob, Integer> result) {
        scene.ledger.fate(result.input().number, Outcomes.fate(result.outcome()));
    }

    /** Those whose results nobody reads may run or not. */
    private void asCompleted(List<SoakJob> jobs) throws InterruptedException {
        boolean toTheEnd = random.nextBoolean();
        int most = toTheEnd ? Integer.MAX_VALUE : random.nextInt(jobs.size());
        try (FanIn<FanResult<SoakJob, Integer>> results = pool.mapAsCompleted(jobs, SoakJob::call, policy())) {
            if (!toTheEnd) {
                jobs.forEach(job -> scene.ledger.fate(job.number, Fate.EITHER));
            }
            Thread.interrupted();
            for (int i = 0; i < most; i++) {
                FanResult<SoakJob, Integer> result = results.next().orElse(null);
                if (result == null) {
                    break;
                }
                note(result);
            }
        }
    }

    /** Each job goes through the first stage; the second hands it on. What comes out has run. */
    private void pipeline(List<SoakJob> jobs) throws InterruptedException {
        int width = random.nextInt(1, 5);
        try (Pipeline<SoakJob> out = pool.pipeline(jobs)
                .<SoakJob>stage("run", width, job -> {
                    job.run();
                    return job;
                })
                .<SoakJob>stage("pass", 1, 1, job -> job)
                .onFailure(failure -> {})
                .open()) {
            jobs.forEach(job -> scene.ledger.fate(job.number, Fate.EITHER));
            Thread.interrupted();
            int most = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(jobs.size());
            for (int i = 0; i < most; i++) {
                SoakJob job = out.next().orElse(null);
                if (job == null) {
                    break;
                }
                scene.ledger.fate(job.number, Fate.RAN);
            }
        } catch (FanOutException e) {
            scene.moves.increment(); // the pool was closed meanwhile
        }
    }

    private void group(List<SoakJob> jobs) throws InterruptedException {
        Thread.interrupted();
        try (JobGroup group = pool.group(random.nextBoolean() ? FanOut.collectAll() : FanOut.failFast())) {
            for (SoakJob job : jobs) {
                JobHandle<Integer> handle = group.fork((Callable<Integer>) job);
                scene.ledger.fate(job.number, Fate.HANDLED);
                scene.handled(job, handle);
            }
            group.join();
        } catch (FanOutException e) {
            scene.moves.increment(); // one has failed
        }
    }
}
