package dev.millrace.sim;

import dev.millrace.pool.LoadSnapshot;
import java.util.Random;

/** Readings that are off by up to a fifth, each figure by itself; and one in fifty in which the counters read three times what they are. */
final class Noise implements Sensors {
    private static final double OFF = 0.2;
    private static final double WILD = 0.02;

    private final Random random;

    Noise(long seed) {
        random = new Random(seed);
    }

    @Override
    public LoadSnapshot read(LoadSnapshot truth) {
        double wild = random.nextDouble() < WILD ? 3 : 1;
        return new LoadSnapshot(
                truth.atNanos(),
                truth.elapsedNanos(),
                (int) Math.min(truth.capacity(), off(truth.depth())),
                truth.capacity(),
                truth.workers(),
                (int) Math.min(truth.workers(), off(truth.busy())),
                truth.minWorkers(),
                truth.maxWorkers(),
                off(truth.arrivals() * wild),
                off(truth.completions() * wild),
                off(truth.meanRunNanos()),
                truth.processors(),
                off(truth.processorNanos()));
    }

    private long off(double value) {
        return Math.round(value * (1 + OFF * (2 * random.nextDouble() - 1)));
    }
}
