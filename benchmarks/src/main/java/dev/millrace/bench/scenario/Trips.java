package dev.millrace.bench.scenario;

import dev.millrace.bench.limit.Echo;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Times the way there and back, one number after the other. */
public final class Trips implements Player {
    static final Metric P50 = Metric.less("p50", "us");
    static final Metric P99 = Metric.less("p99", "us");
    static final List<Metric> METRICS = List.of(P50, P99);

    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;
    /** A way that is gone ten times a round stays interpreted; in a service that has been up for a while it is compiled. So is the way to sleep and back. */
    static final long COMPILE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

    static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Echo echo;
    private final long idleNanos;
    private long number;
    private boolean compiled;

    /** @param idleNanos the pause before each, in which the other side may fall asleep; 0 for none */
    public Trips(Echo echo, long idleNanos) {
        this.echo = echo;
        this.idleNanos = idleNanos;
    }

    @Override
    public void prepare() {
        echo.wake();
    }

    @Override
    public Reading play(long nanos) throws Exception {
        if (idleNanos > 0 && !compiled) {
            callFor(COMPILE_NANOS);
            compiled = true;
        }
        Histogram histogram = new Histogram(MOST_NANOS, DIGITS);
        long end = System.nanoTime() + nanos;
        long trips = 0;
        do {
            pause();
            long begin = System.nanoTime();
            echo.call(++number);
            histogram.recordValue(Math.min(MOST_NANOS, System.nanoTime() - begin));
            trips++;
        } while (System.nanoTime() < end);
        return new Reading(trips, Map.of(P50.name(), micros(histogram, 50), P99.name(), micros(histogram, 99)));
    }

    private void callFor(long nanos) throws Exception {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(NAP_NANOS);
            echo.call(++number);
        }
    }

    private void pause() {
        long end = System.nanoTime() + idleNanos;
        for (long left = idleNanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static double micros(Histogram histogram, double percent) {
        return histogram.getValueAtPercentile(percent) / 1e3;
    }

    @Override
    public void settle() throws InterruptedException {
        echo.rest();
    }

    @Override
    public void close() {
        echo.close();
    }
}
