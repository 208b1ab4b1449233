package dev.millrace.bench.open;

import java.util.SplittableRandom;

/** When jobs are due: at equal distances, or by chance (Poisson). Drawn beforehand, as drawing takes as long as a job. */
final class Arrivals {
    private static final int PERIOD = 1 << 16;

    /** From the begin of a period to each of its jobs; the next period begins where it ends. */
    private final long[] offsets = new long[PERIOD];

    private final long periodNanos;

    /** @param rate jobs a second */
    Arrivals(double rate, boolean byChance, long seed) {
        double[] sums = new double[PERIOD];
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (int i = 0; i < PERIOD; i++) {
            sum += byChance ? -Math.log1p(-random.nextDouble()) : 1;
            sums[i] = sum;
        }
        periodNanos = Math.round(PERIOD / rate * 1e9);
        for (int i = 0; i < PERIOD; i++) {
            offsets[i] = (long) (sums[i] / sum * periodNanos);
        }
    }

    /** When a job is due, in nanoseconds from the begin; never earlier than the one before. */
    long dueNanos(long job) {
        return job / PERIOD * periodNanos + offsets[(int) (job % PERIOD)];
    }
}
