package dev.millrace.cli.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/**
 * Times of some jobs, in nanoseconds to three digits.
 *
 * @param response from the job's intended time to its end: what a user would see
 * @param waited from its intended time to its start
 * @param ran from its start to its end
 */
record Latencies(AbstractHistogram response, AbstractHistogram waited, AbstractHistogram ran) {
    /** What takes longer is recorded as this long. */
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final int DIGITS = 3;

    /** For sums. */
    static Latencies large() {
        return new Latencies(histogram(), histogram(), histogram());
    }

    /** Half the memory; for less than 2^31 jobs. */
    static Latencies small() {
        return new Latencies(smallHistogram(), smallHistogram(), smallHistogram());
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    private static IntCountsHistogram smallHistogram() {
        return new IntCountsHistogram(LONGEST_NANOS, DIGITS);
    }

    void record(long intendedNanos, long beganNanos, long endedNanos) {
        response.recordValue(clamp(endedNanos - intendedNanos));
        waited.recordValue(clamp(beganNanos - intendedNanos));
        ran.recordValue(clamp(endedNanos - beganNanos));
    }

    void add(Latencies others) {
        response.add(others.response);
        waited.add(others.waited);
        ran.add(others.ran);
    }

    void reset() {
        response.reset();
        waited.reset();
        ran.reset();
    }

    /** What a histogram can take. */
    static long clamp(long nanos) {
        return Math.max(0, Math.min(LONGEST_NANOS, nanos));
    }
}
