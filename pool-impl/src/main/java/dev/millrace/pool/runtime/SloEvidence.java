package dev.millrace.pool.runtime;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.runtime.control.Gauges;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.slo.Counts;
import dev.millrace.pool.runtime.slo.Evidence;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the pool's objectives count, out of what it counts anyway. Thread-safe. */
final class SloEvidence implements Evidence {
    private static final Counts NONE = new Counts(0, 0);

    private final Gauges gauges;
    private final Seats seats;
    private final Supplier<PoolStats.Jobs> jobs;
    private final @Nullable LatencyRecorder recorder;

    SloEvidence(Gauges gauges, Seats seats, Supplier<PoolStats.Jobs> jobs, @Nullable LatencyRecorder recorder) {
        this.gauges = gauges;
        this.seats = seats;
        this.jobs = jobs;
        this.recorder = recorder;
    }

    /** An objective that can never be seen to be broken is an error, not a comfort. */
    static void require(PoolConfig config, @Nullable LatencyRecorder recorder) {
        for (Slo slo : config.slos()) {
            if (slo.objective() instanceof Slo.Latency latency) {
                String need = "pool '" + config.name() + "': objective " + slo + " needs recorded latency";
                if (recorder == null) {
                    throw new IllegalStateException(need
                            + ", and no recorder was found: add dev.millrace:pool-metrics to the class or module path");
                }
                if (recorder.countsUpTo(latency.series(), TimeUnit.NANOSECONDS.convert(latency.limit())).length != 2) {
                    throw new IllegalStateException(need + ", and the recorder "
                            + recorder.getClass().getName()
                            + " cannot count: it has to implement LatencyRecorder.countsUpTo");
                }
            }
        }
    }

    @Override
    public Counts jobs() {
        PoolStats.Jobs now = jobs.get();
        long bad = now.failed() + now.expired() + now.dropped();
        return new Counts(bad, now.completed() + bad);
    }

    @Override
    public Counts latency(Series series, long limitNanos) {
        if (recorder == null) {
            return NONE;
        }
        long[] counts = recorder.countsUpTo(series, limitNanos);
        return new Counts(counts[1] - counts[0], counts[1]);
    }

    @Override
    public int depth() {
        return gauges.depth();
    }

    @Override
    public int capacity() {
        return gauges.capacity();
    }

    @Override
    public int workers() {
        return seats.taken().length;
    }

    @Override
    public long meanRunNanos() {
        return Prediction.meanRunNanos(seats.taken());
    }
}
