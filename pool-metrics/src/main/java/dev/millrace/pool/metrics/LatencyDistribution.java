package dev.millrace.pool.metrics;

import java.util.Arrays;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How the values of one series are spread. Values are nanoseconds, at most one hour, rounded up by less than 1 % where a
 * pool recorded them.
 * Immutable.
 *
 * <p>Keeps only the buckets that hold something: a few KB where the histogram takes 37, so that a log of hours fits in
 * memory.
 */
public final class LatencyDistribution {
    /** Where the buckets lie; nothing is recorded here. */
    private static final Histogram SHAPE = SeriesHistograms.emptyHistogram();

    /** The largest value of each bucket that holds something, ascending. */
    private final long[] values;
    /** How many values lie in that bucket or below. */
    private final long[] countsToHere;

    private final double mean;
    private final int digits;

    private LatencyDistribution(long[] values, long[] countsToHere, double mean, int digits) {
        this.values = values;
        this.countsToHere = countsToHere;
        this.mean = mean;
        this.digits = digits;
    }

    /**
     * A copy of what a histogram holds now.
     *
     * @param histogram of nanoseconds, with any number of digits, which this keeps
     * @throws IllegalArgumentException if it holds a value above one hour
     */
    public static LatencyDistribution of(AbstractHistogram histogram) {
        if (histogram.lowestEquivalentValue(histogram.getMaxValue()) > SeriesHistograms.HIGHEST_NANOS) {
            throw new IllegalArgumentException("values must be nanoseconds up to " + SeriesHistograms.HIGHEST_NANOS
                    + ", one hour; the largest was " + histogram.getMaxValue());
        }
        int buckets = 0;
        long[] values = new long[64];
        long[] countsToHere = new long[64];
        for (HistogramIterationValue bucket : histogram.recordedValues()) {
            if (buckets == values.length) {
                values = Arrays.copyOf(values, 2 * buckets);
                countsToHere = Arrays.copyOf(countsToHere, 2 * buckets);
            }
            values[buckets] = bucket.getValueIteratedTo();
            countsToHere[buckets] = bucket.getTotalCountToThisValue();
            buckets++;
        }
        return new LatencyDistribution(
                Arrays.copyOf(values, buckets),
                Arrays.copyOf(countsToHere, buckets),
                histogram.getMean(),
                histogram.getNumberOfSignificantValueDigits());
    }

    /** How many jobs were recorded. */
    public long count() {
        return countsToHere.length == 0 ? 0 : countsToHere[countsToHere.length - 1];
    }

    /** The mean in nanoseconds; 0 if nothing was recorded. */
    public double mean() {
        return mean;
    }

    /** The largest value in nanoseconds; 0 if nothing was recorded. */
    public long max() {
        return values.length == 0 ? 0 : shown(values.length - 1);
    }

    /**
     * The value in nanoseconds that this share of the recorded values does not exceed; 0 if nothing was recorded.
     *
     * @param percent 0 to 100, such as 99.9
     * @throws IllegalArgumentException if it is outside
     */
    public long percentile(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent must be 0..100, was " + percent);
        }
        if (values.length == 0) {
            return 0;
        }
        // One step down first: 99.9 is not exact in binary, and must not reach into the next value for that.
        long rank = Math.max(1, (long) Math.ceil(Math.nextDown(percent) / 100 * count()));
        int at = Arrays.binarySearch(countsToHere, rank);
        return shown(at >= 0 ? at : -at - 1);
    }

    /**
     * How many values do not exceed a limit; those that lie in one bucket with it count, so it is off by less than 1 %
     * of the limit. Never less for a later state of the same series.
     */
    long countUpTo(long nanos) {
        int at = Arrays.binarySearch(values, SHAPE.highestEquivalentValue(nanos));
        int buckets = at >= 0 ? at + 1 : -at - 1;
        return buckets == 0 ? 0 : countsToHere[buckets - 1];
    }

    /**
     * The sum of all values in nanoseconds, each as the middle of its bucket, so off by less than 1 %. Never less for a
     * later state of the same series.
     */
    double sum() {
        double sum = 0;
        long before = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) SHAPE.medianEquivalentValue(values[i]) * (countsToHere[i] - before);
            before = countsToHere[i];
        }
        return sum;
    }

    /** A copy with the same buckets, for HdrHistogram's arithmetic and formats. */
    public Histogram toHistogram() {
        return toHistogram(digits);
    }

    Histogram toHistogram(int ofDigits) {
        Histogram histogram = SeriesHistograms.emptyHistogram(ofDigits);
        long before = 0;
        for (int i = 0; i < values.length; i++) {
            histogram.recordValueWithCount(values[i], countsToHere[i] - before);
            before = countsToHere[i];
        }
        return histogram;
    }

    LatencyDistribution plus(LatencyDistribution other) {
        Histogram sum = toHistogram(Math.max(digits, other.digits));
        sum.add(other.toHistogram());
        return of(sum);
    }

    /** What was recorded since {@code earlier}, an earlier state of the same series. */
    LatencyDistribution minus(LatencyDistribution earlier) {
        Histogram difference = toHistogram();
        difference.subtract(earlier.toHistogram());
        return of(difference);
    }

    /** How many significant digits the values have. */
    public int digits() {
        return digits;
    }

    /** The last bucket's largest value lies beyond the range. */
    private long shown(int bucket) {
        return Math.min(values[bucket], SeriesHistograms.HIGHEST_NANOS);
    }
}
