package dev.millrace.bench.open;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How late jobs ended: a histogram a thread, read when all jobs of a round have ended. */
final class Latenesses {
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    /** Each is written by its thread; the completions of the jobs publish what they have recorded. */
    private final List<Histogram> histograms = new CopyOnWriteArrayList<>();

    private final ThreadLocal<Histogram> mine = ThreadLocal.withInitial(this::newHistogram);

    private Histogram newHistogram() {
        Histogram histogram = new Histogram(MOST_NANOS, DIGITS);
        histograms.add(histogram);
        return histogram;
    }

    void record(long nanos) {
        mine.get().recordValue(Math.min(MOST_NANOS, Math.max(0, nanos)));
    }

    /** All of them together; empties them. */
    Histogram drain() {
        Histogram sum = new Histogram(MOST_NANOS, DIGITS);
        for (Histogram histogram : histograms) {
            sum.add(histogram);
            histogram.reset();
        }
        return sum;
    }
}
