package dev.millrace.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Figures of the same thing, sorted. */
@SuppressWarnings("ArrayRecordComponent") // neither copied nor compared
public record Samples(double[] sorted) {
    private static final int RESAMPLES = 2_000;
    private static final long SEED = 42;

    /** Of values in any order. */
    public static Samples of(DoubleStream values) {
        return new Samples(values.sorted().toArray());
    }

    /** The middle. */
    public double median() {
        return quantile(0.5);
    }

    /** The value below which a share of them lies. */
    public double quantile(double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    /** The ratio of the medians: 95 of 100 resamplings of both sides are between the ends. Always the same for the same figures. */
    public Ratio to(Samples other) {
        Random random = new Random(SEED);
        Samples ratios = of(DoubleStream.generate(
                        () -> resample(random).median() / other.resample(random).median())
                .limit(RESAMPLES));
        return new Ratio(median() / other.median(), ratios.quantile(0.025), ratios.quantile(0.975));
    }

    private Samples resample(Random random) {
        return of(Arrays.stream(sorted).map(any -> sorted[random.nextInt(sorted.length)]));
    }

    /** A ratio and its confidence interval. */
    public record Ratio(double middle, double low, double high) {}
}
