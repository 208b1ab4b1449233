package dev.millrace.sim;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/** Draws arrivals and run times. Equal seeds give equal jobs on every JVM. */
final class Draw {
    private static final double SECOND = 1e9;

    private final Random random;

    Draw(long seed) {
        random = new Random(seed);
    }

    /** Arrivals at random, at a rate that changes over time and never is above the peak. */
    long[] arrivals(LongToDoubleFunction perSecond, double peak, long endNanos) {
        long[] times = new long[1 << 10];
        int count = 0;
        for (double at = pause(peak); at < endNanos; at += pause(peak)) {
            if (random.nextDouble() * peak < perSecond.applyAsDouble((long) at)) {
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                }
                times[count++] = (long) at;
            }
        }
        return Arrays.copyOf(times, count);
    }

    private double pause(double perSecond) {
        return exponential() * SECOND / perSecond;
    }

    private double exponential() {
        return -StrictMath.log(1 - random.nextDouble());
    }

    /** Exponential run times with the mean that holds when the job arrives. */
    long[] exponential(long[] arrivals, LongToDoubleFunction meanNanos) {
        return Arrays.stream(arrivals)
                .map(at -> 1 + Math.round(exponential() * meanNanos.applyAsDouble(at)))
                .toArray();
    }

    /** Lognormal run times. */
    long[] lognormal(int count, double meanNanos, double sigma) {
        double median = meanNanos / StrictMath.exp(sigma * sigma / 2);
        long[] services = new long[count];
        for (int i = 0; i < count; i++) {
            services[i] = 1 + Math.round(median * StrictMath.exp(sigma * random.nextGaussian()));
        }
        return services;
    }
}
