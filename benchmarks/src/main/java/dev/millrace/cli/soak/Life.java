package dev.millrace.cli.soak;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** One pool, from its build over its jobs and its end to its audit. */
final class Life {
    private static final int HANDLER_FAILS_ONE_OF = 10;

    private final Scene scene;
    private final Traits traits;
    private final SplittableRandom random;
    private final Function<WorkerPoolBuilder, WorkerPool> pools;
    private final SoakThreads threads;
    private final int patienceMillis;

    /** @param patienceMillis how long threads may take to die */
    Life(Scene scene, SplittableRandom random, Function<WorkerPoolBuilder, WorkerPool> pools, int patienceMillis) {
        this.scene = scene;
        this.traits = scene.traits;
        this.random = random;
        this.pools = pools;
        this.patienceMillis = patienceMillis;
        threads = new SoakThreads(scene);
    }

    void live() throws InterruptedException {
        if (open()) {
            Crowd crowd = new Crowd(scene, random).start();
            if (traits.endsEarly()) {
                crowd.await(random.nextInt(traits.jobs()), traits.millis());
            } else {
                crowd.await(Integer.MAX_VALUE, traits.millis());
                scene.over = true;
                crowd.join();
                settle();
            }
            scene.ending = true;
            end(crowd);
        }
        new Departure(scene.findings, traits.name(), patienceMillis).await(threads::alive);
        scene.findings.lives.increment();
        scene.moves.increment();
    }

    /** What was accepted runs without a close, which would wake whoever slept over it. */
    private void settle() throws InterruptedException {
        for (int millis = 0; millis < patienceMillis && waits(); millis++) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        if (waits()) {
            scene.findings.wrong(
                    scene.findings.lost,
                    scene.pool().stats().depth().total(),
                    traits.name() + ": jobs wait and nobody takes them: "
                            + scene.pool().stats());
        }
    }

    private boolean waits() {
        PoolStats.Jobs jobs = scene.pool().stats().jobs();
        return jobs.ended() < jobs.accepted();
    }

    /** False if it could not be had, which a factory that fails may bring about. */
    private boolean open() {
        try {
            if (traits.handlers()) {
                HandlerPool<SoakJob> made = HandlerPool.builder(traits.name(), SoakJob.class)
                        .handler(() -> {
                            failSometimes();
                            return SoakJob::runHandled;
                        })
                        .keepDeadLetters(1 << 20)
                        .pool(builder -> Builds.describe(builder, scene, threads))
                        .build();
                scene.open(made.workers(), made);
            } else {
                WorkerPoolBuilder builder = WorkerPool.builder(traits.name());
                Builds.describe(builder, scene, threads);
                scene.open(pools.apply(builder), null);
            }
            return true;
        } catch (IllegalStateException e) {
            scene.findings.unborn.increment();
            if (!traits.flakyThreads()) {
                scene.unexpected("build", e);
            }
            return false;
        }
    }

    private void failSometimes() {
        if (scene.troubles() && ThreadLocalRandom.current().nextInt(HANDLER_FAILS_ONE_OF) == 0) {
            scene.findings.faults.increment();
            throw new IllegalStateException("no handler this time");
        }
    }

    private void end(Crowd crowd) throws InterruptedException {
        WorkerPool pool = scene.pool();
        try {
            traits.ending().end(pool);
        } catch (IllegalStateException e) {
            scene.unexpected(traits.ending().toString(), e);
        }
        List<Object> unrun = new ArrayList<>();
        DrainReport report = traits.handlers() ? closeHandlers(unrun) : pool.close(Ending.LONG);
        unrun.addAll(traits.handlers() ? List.of() : report.handedBack());
        scene.over = true;
        crowd.join();
        if (!pool.asExecutorService().awaitTermination(Ending.LONG.toSeconds(), TimeUnit.SECONDS)) {
            scene.unexpected("the end", new IllegalStateException("no end: " + report));
        }
        new Audit(scene, pool.stats()).check(unrun);
    }

    private DrainReport closeHandlers(List<Object> unrun) {
        HandlerDrainReport<SoakJob> report = scene.handlers().close(Ending.LONG);
        Stream.concat(
                        report.handedBack().stream(),
                        scene.handlers().deadLetters().stream().map(letter -> letter.job()))
                .forEach(unrun::add);
        return report.pool();
    }
}
