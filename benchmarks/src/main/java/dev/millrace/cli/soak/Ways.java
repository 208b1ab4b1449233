package dev.millrace.cli.soak;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.Priority;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways in of single jobs, batches and jobs of keys. Confined to its submitter. */
final class Ways implements AutoCloseable {
    private static final int MOST_BATCH = 64;
    private static final int KINDS = 14;

    private final Scene scene;
    private final SplittableRandom random;
    private final WorkerPool pool;
    private final BatchingSubmitter batching;
    private final int firstKey;
    /** How many jobs each of its keys has had. */
    private final int[] places = new int[Scene.OWN_KEYS];

    private @Nullable JobHandle<?> last;

    Ways(Scene scene, int submitter, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        pool = scene.pool();
        batching = random.nextBoolean()
                ? pool.batching(random.nextInt(1, 33), Duration.ofMillis(2))
                : pool.adaptiveBatching(32, Duration.ofMillis(2));
        firstKey = submitter * Scene.OWN_KEYS;
    }

    /** Submits in one way; false if there are no more jobs. */
    boolean submit() {
        last = null;
        int kind = random.nextInt(KINDS);
        if (kind < 3) {
            return batch(kind == 0);
        }
        if (kind < 6) {
            return keyed(kind);
        }
        SoakJob job = scene.job(random);
        if (job != null) {
            single(kind, job);
        }
        return job != null;
    }

    private void single(int kind, SoakJob job) {
        Callable<Integer> call = job;
        switch (kind) {
            case 6 -> handle(job, () -> pool.submit(call));
            case 7 -> handle(job, () -> pool.submit((Runnable) job));
            case 8 -> handle(job, () -> pool.submit(call, options()));
            case 9 -> perhaps(job, () -> pool.trySubmit(call));
            case 10 -> handle(job, () -> pool.asExecutorService().submit(call));
            case 11 -> bare(job, () -> batching.add(job));
            case 12 -> handle(job, () -> batching.submit(call));
            default -> {
                if (random.nextBoolean()) {
                    bare(job, () -> pool.execute(job));
                } else {
                    scene.offer(Fate.ACCEPTED, () -> pool.tryExecute(job), job);
                }
            }
        }
    }

    private JobOptions options() {
        return switch (random.nextInt(4)) {
            case 0 -> JobOptions.startWithin(Duration.ofNanos(random.nextLong(1, 2_000_000)));
            case 1 -> JobOptions.none().runWithin(Duration.ofNanos(random.nextLong(1, 2_000_000)));
            case 2 -> JobOptions.startWithin(Duration.ofMillis(1)).admitByPrediction();
            default -> JobOptions.none().priority(Priority.values()[random.nextInt(3)]);
        };
    }

    private boolean batch(boolean tries) {
        SoakJob[] jobs = scene.jobs(random, random.nextInt(Math.min(MOST_BATCH, scene.traits.capacity())) + 1);
        if (jobs.length == 0) {
            return false;
        }
        List<SoakJob> all = List.of(jobs);
        all.forEach(SoakJob::aloof);
        scene.offer(
                Fate.ACCEPTED,
                () -> {
                    if (tries) {
                        return pool.tryExecuteAll(all);
                    }
                    pool.executeAll(all);
                    return true;
                },
                jobs);
        return true;
    }

    private boolean keyed(int kind) {
        int own = random.nextInt(Scene.OWN_KEYS);
        SoakJob job = scene.job(random, firstKey + own, ++places[own]);
        if (job == null) {
            return false;
        }
        KeyedExecutor key = pool.keyed(firstKey + own);
        switch (kind) {
            case 3 -> bare(job, () -> key.execute(job));
            case 4 -> scene.offer(Fate.ACCEPTED, () -> key.tryExecute(job), job);
            default -> handle(job, () -> key.submit((Callable<Integer>) job));
        }
        return true;
    }

    private void bare(SoakJob job, Runnable submit) {
        job.aloof();
        scene.offer(
                Fate.ACCEPTED,
                () -> {
                    submit.run();
                    return true;
                },
                job);
    }

    private void handle(SoakJob job, Supplier<JobHandle<?>> submit) {
        perhaps(job, () -> Optional.of(submit.get()));
    }

    private void perhaps(SoakJob job, Supplier<Optional<? extends JobHandle<?>>> submit) {
        scene.offer(
                Fate.HANDLED,
                () -> {
                    last = submit.get().orElse(null);
                    return last != null;
                },
                job);
        JobHandle<?> handle = last;
        if (handle != null) {
            scene.handled(job, handle);
        }
    }

    /** The handle of the last job, if it had one. */
    @Nullable JobHandle<?> lastHandle() {
        return last;
    }

    @Override
    public void close() {
        batching.close();
    }
}
