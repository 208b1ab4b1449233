package dev.millrace.pool.metrics;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One histogram a series, and how many jobs had a value outside their range. About 110 KB.
 *
 * <p>Not thread-safe; the three histograms and the count always hold the same jobs.
 */
final class SeriesHistograms {
    /** The longest time that is told from a longer one. */
    static final long HIGHEST_NANOS = TimeUnit.HOURS.toNanos(1);

    /** A percentile is off by less than 1 %; a third digit would cost seven times the memory. */
    private static final int SIGNIFICANT_DIGITS = 2;

    private final Histogram wait = emptyHistogram();
    private final Histogram run = emptyHistogram();
    private final Histogram total = emptyHistogram();
    private long clamped;

    static Histogram emptyHistogram() {
        return emptyHistogram(SIGNIFICANT_DIGITS);
    }

    static Histogram emptyHistogram(int digits) {
        return new Histogram(1, HIGHEST_NANOS, digits);
    }

    /**
     * Records one job; never throws, since a value outside 0 to {@link #HIGHEST_NANOS} is moved to the nearer end and
     * counted.
     */
    void record(long waitNanos, long runNanos) {
        long waited = clamp(waitNanos);
        long ran = clamp(runNanos);
        long both = clamp(waited + ran);
        if (waited != waitNanos || ran != runNanos || both != waited + ran) {
            clamped++;
        }
        wait.recordValue(waited);
        run.recordValue(ran);
        total.recordValue(both);
    }

    void add(SeriesHistograms other) {
        wait.add(other.wait);
        run.add(other.run);
        total.add(other.total);
        clamped += other.clamped;
    }

    void reset() {
        wait.reset();
        run.reset();
        total.reset();
        clamped = 0;
    }

    Histogram of(LatencySeries series) {
        return switch (series) {
            case WAIT -> wait;
            case RUN -> run;
            case TOTAL -> total;
        };
    }

    /**
     * How many values are not greater than each limit, and after them how many there are. A value counts if it is in the
     * limit's bucket: so a limit is rounded up by less than 1 %, as a recorded value is.
     */
    long[] countsUpTo(LatencySeries series, long... limitsNanos) {
        Histogram histogram = of(series);
        long[] counts = new long[limitsNanos.length + 1];
        for (int i = 0; i < limitsNanos.length; i++) {
            counts[i] = limitsNanos[i] < 0 ? 0 : histogram.getCountBetweenValues(0, clamp(limitsNanos[i]));
        }
        counts[limitsNanos.length] = histogram.getTotalCount();
        return counts;
    }

    /** Jobs of which at least one value was clamped. */
    long clamped() {
        return clamped;
    }

    private static long clamp(long nanos) {
        return Math.max(0, Math.min(nanos, HIGHEST_NANOS));
    }
}
