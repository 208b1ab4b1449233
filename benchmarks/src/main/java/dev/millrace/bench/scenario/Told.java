package dev.millrace.bench.scenario;

import dev.millrace.bench.Contender;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.limit.PaddedLong;
import dev.millrace.bench.limit.Spin;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** How long after the end of its job a thread that waits for the handle goes on, while the worker goes on as well: with a longer job that was queued behind. */
final class Told implements Player {
    static final List<Metric> METRICS = Trips.METRICS;

    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long JOB_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long NEXT_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;

    private final Contender contender;
    /** When the job ended, by the worker; read by who waited for it. */
    private final PaddedLong ended = new PaddedLong();
    /** How many of the jobs behind have ended. */
    private final PaddedLong passed = new PaddedLong();

    private long number;

    Told(Contender contender) {
        this.contender = contender;
    }

    @Override
    public void prepare() {
        contender.wake();
    }

    @Override
    public Reading play(long nanos) throws Exception {
        Histogram histogram = new Histogram(MOST_NANOS, DIGITS);
        long end = System.nanoTime() + nanos;
        long calls = 0;
        do {
            LockSupport.parkNanos(IDLE_NANOS);
            histogram.recordValue(Math.min(MOST_NANOS, lateness()));
            calls++;
        } while (System.nanoTime() < end);
        return new Reading(
                2 * calls, Map.of(Trips.P50.name(), micros(histogram, 50), Trips.P99.name(), micros(histogram, 99)));
    }

    private long lateness() throws Exception {
        long before = System.nanoTime();
        ended.set(before - 1);
        Future<?> handle = contender.submit(() -> ended.set(burn(JOB_NANOS)));
        long next = ++number;
        contender.execute(() -> {
            burn(NEXT_NANOS);
            passed.set(next);
        });
        handle.get();
        long now = System.nanoTime();
        long end = ended.get();
        if (end - before < 0) {
            throw new UnverifiedException("a handle was done whose job had not run");
        }
        Spin.until(() -> passed.get() == next);
        return now - end;
    }

    /** Works by the clock; gives when it ended. */
    private static long burn(long nanos) {
        long begin = System.nanoTime();
        long now = begin;
        while (now - begin < nanos) {
            now = System.nanoTime();
        }
        return now;
    }

    private static double micros(Histogram histogram, double percent) {
        return histogram.getValueAtPercentile(percent) / 1e3;
    }

    @Override
    public void settle() throws InterruptedException {
        contender.rest();
    }

    @Override
    public void close() {
        contender.close();
    }
}
