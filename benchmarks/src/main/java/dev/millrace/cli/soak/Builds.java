package dev.millrace.cli.soak;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolListener;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerDeath;
import dev.millrace.pool.WorkerPoolBuilder;

/** Describes the pool of a life. */
final class Builds {
    private Builds() {}

    static void describe(WorkerPoolBuilder builder, Scene scene, SoakThreads threads) {
        Traits traits = scene.traits;
        builder.workers(traits.workers(), Math.max(traits.workers(), traits.mostWorkers()))
                .queueCapacity(traits.capacity())
                .laneCapacity(traits.laneCapacity())
                .chunking(traits.chunking())
                .whenFull(traits.whenFull())
                .dispatch(traits.dispatch())
                .sizing(traits.sizing())
                .stuckJobs(traits.stuckJobs())
                .latency(traits.plain() ? LatencySampling.EXACT : LatencySampling.SAMPLED)
                .closeDeadline(Ending.LONG)
                .uncaughtHandler((thread, failure) -> failSometimes(scene))
                .listener(new Listener(scene));
        if (traits.flakyThreads() || !traits.plain()) {
            builder.threadFactory(threads);
        }
    }

    private static void failSometimes(Scene scene) {
        if (scene.traits.throwingListeners()) {
            scene.findings.faults.increment();
            throw new IllegalStateException("a listener that throws");
        }
    }

    private record Listener(Scene scene) implements PoolListener {
        @Override
        public void resized(SizingRecord record) {
            failSometimes(scene);
        }

        @Override
        public void stuck(StuckJob job) {
            failSometimes(scene);
        }

        @Override
        public void freed(StuckJob job) {
            failSometimes(scene);
        }

        @Override
        public void died(WorkerDeath death) {
            failSometimes(scene);
        }
    }
}
