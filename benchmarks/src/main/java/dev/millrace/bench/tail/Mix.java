package dev.millrace.bench.tail;

import java.util.SplittableRandom;

/**
 * Jobs that wait, as for a disk or another machine: most for a short time, few for a long one.
 *
 * @param shortNanos of most
 * @param longNanos of the few
 * @param longShare how many are long, 0 to 1
 * @param workers that they are for
 * @param load how busy those are on average, below 1
 */
record Mix(long shortNanos, long longNanos, double longShare, int workers, double load) {

    /** Jobs a second that keep the workers as busy as they should be. */
    double rate() {
        double meanNanos = shortNanos + longShare * (longNanos - shortNanos);
        return load * workers / meanNanos * 1e9;
    }

    /** How long each is to run. */
    long[] services(int jobs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] services = new long[jobs];
        for (int job = 0; job < jobs; job++) {
            services[job] = random.nextDouble() < longShare ? longNanos : shortNanos;
        }
        return services;
    }

    /** When each is due from the begin, by chance (Poisson). */
    long[] arrivals(int jobs, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        long[] arrivals = new long[jobs];
        double now = 0;
        for (int job = 0; job < jobs; job++) {
            now -= Math.log1p(-random.nextDouble()) / rate() * 1e9;
            arrivals[job] = (long) now;
        }
        return arrivals;
    }
}
