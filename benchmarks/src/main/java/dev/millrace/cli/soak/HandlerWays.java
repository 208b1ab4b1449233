package dev.millrace.cli.soak;

import dev.millrace.pool.JobHandle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The ways into a pool of handlers. Confined to its submitter. */
final class HandlerWays {
    private static final int MOST_BATCH = 20;

    private final Scene scene;
    private final SplittableRandom random;

    HandlerWays(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    /** Submits in one way; false if there are no more jobs. */
    boolean submit() {
        if (random.nextInt(5) == 0) {
            return batch();
        }
        SoakJob job = scene.job(random);
        if (job == null) {
            return false;
        }
        switch (random.nextInt(4)) {
            case 0 ->
                scene.offer(
                        Fate.ACCEPTED,
                        () -> {
                            scene.handlers().offer(job);
                            return true;
                        },
                        job);
            case 1 -> scene.offer(Fate.ACCEPTED, () -> scene.handlers().tryOffer(job), job);
            case 2 -> handle(job, () -> scene.handlers().trySubmit(job));
            default -> handle(job, () -> Optional.of(scene.handlers().submit(job)));
        }
        return true;
    }

    private boolean batch() {
        SoakJob[] jobs = scene.jobs(random, random.nextInt(Math.min(MOST_BATCH, scene.traits.capacity())) + 1);
        if (jobs.length > 0) {
            scene.offer(
                    Fate.ACCEPTED,
                    () -> {
                        scene.handlers().offerAll(List.of(jobs));
                        return true;
                    },
                    jobs);
        }
        return jobs.length > 0;
    }

    private void handle(SoakJob job, Supplier<Optional<? extends JobHandle<?>>> submit) {
        AtomicReference<JobHandle<?>> handle = new AtomicReference<>();
        boolean in = scene.offer(
                Fate.HANDLED,
                () -> {
                    submit.get().ifPresent(handle::set);
                    return handle.get() != null;
                },
                job);
        if (in) {
            JobHandle<?> made = Objects.requireNonNull(handle.get());
            scene.handled(job, made);
            if (random.nextInt(6) == 0) {
                made.cancel(random.nextBoolean());
            }
        }
    }
}
