package dev.millrace.cli.soak;

import dev.millrace.pool.WorkerPool;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Resizes a pool all the time, pauses it now and then for a moment, and looks at everything that it tells. */
final class Meddler implements Runnable {
    private final Scene scene;
    private final SplittableRandom random;

    Meddler(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    @Override
    public void run() {
        WorkerPool pool = scene.pool();
        while (!scene.over) {
            try {
                meddle(pool);
            } catch (IllegalStateException closed) {
                return;
            } catch (Throwable thrown) {
                scene.unexpected("a resize", thrown);
            }
            LockSupport.parkNanos(random.nextLong(1_000, 2_000_000));
        }
    }

    private void meddle(WorkerPool pool) {
        int least = scene.traits.leastWorkers();
        int min = random.nextInt(least, scene.traits.mostWorkers() + 1);
        switch (random.nextInt(12)) {
            case 0 -> {
                pool.pause();
                LockSupport.parkNanos(random.nextLong(1_000, 1_000_000));
                pool.resume();
            }
            case 1 -> {
                if (pool.explain().isEmpty() || pool.workers().size() > Short.MAX_VALUE) {
                    scene.unexpected("explain", new AssertionError("empty"));
                }
            }
            default -> pool.resize(min, random.nextInt(min, scene.traits.mostWorkers() + 1));
        }
    }
}
