package dev.millrace.pool.metrics;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.Series;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the latency of one pool's jobs: a set of histograms for each worker that has recorded something, and a
 * cumulative set into which readers and ending workers move what the workers' sets hold.
 *
 * <ol>
 *   <li>A worker records into its own set without a lock; {@link WorkerHistograms} says how a reader takes that set
 *       away.
 *   <li>{@link #live}, {@link #cumulative} and {@link #spare} belong to whoever holds {@link #lock}.
 *   <li>A record is in one set at a time. It leaves the worker's set and enters the cumulative one under one hold of
 *       the lock, so a report has it once or, if it was made meanwhile, not yet; and nothing that can fail stands
 *       between the two.
 *   <li>Under the lock a reader waits for a worker that is inside {@code record}. That worker never waits for the lock
 *       there: it takes it before its first record and after its last. So this wait ends.
 * </ol>
 */
final class HdrLatencyRecorder implements LatencyRecorder {
    private final PoolConfig config;
    private final LongSupplier nanoClock;
    private final long startMillis;
    private final long startNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<WorkerHistograms> live = new LinkedHashSet<>();
    /** Null until something is collected: a pool that is never asked, or never used, pays nothing for it. */
    private @Nullable SeriesHistograms cumulative;
    /** Swapped in where a worker's set is taken, so that readers do not allocate a set a worker. */
    private @Nullable SeriesHistograms spare;

    HdrLatencyRecorder(PoolConfig config) {
        this(config, System.currentTimeMillis(), System::nanoTime);
    }

    HdrLatencyRecorder(PoolConfig config, long startMillis, LongSupplier nanoClock) {
        this.config = config;
        this.startMillis = startMillis;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
    }

    /**
     * The recorder of a pool.
     *
     * @throws IllegalStateException if it has none, or another one
     */
    static HdrLatencyRecorder of(ObservablePool pool) {
        LatencyRecorder recorder = pool.latency().orElseThrow(() -> unrecorded(pool));
        if (recorder instanceof HdrLatencyRecorder own) {
            return own;
        }
        throw new IllegalStateException("pool '" + pool.name() + "' records latency with "
                + recorder.getClass().getName()
                + ": reports need the recorder of dev.millrace:pool-metrics, remove the other LatencyRecorderProvider");
    }

    PoolConfig config() {
        return config;
    }

    private static IllegalStateException unrecorded(ObservablePool pool) {
        return new IllegalStateException("pool '" + pool.name() + "' records no latency: latency(...) is off,"
                + " or dev.millrace:pool-metrics was not on the class path when the pool was built;"
                + " build it with latency(LatencySampling.SAMPLED) or EXACT and add dev.millrace:pool-metrics");
    }

    @Override
    public Writer writer(int worker) {
        return new WorkerWriter();
    }

    @Override
    public String summary() {
        return ReportText.summary(report());
    }

    @Override
    public long[] countsUpTo(Series series, long... limitsNanos) {
        lock.lock();
        try {
            live.forEach(this::collect);
            return cumulative == null
                    ? new long[limitsNanos.length + 1]
                    : cumulative.countsUpTo(LatencySeries.of(series), limitsNanos);
        } finally {
            lock.unlock();
        }
    }

    /** The pool's life so far. */
    LatencyReport report() {
        lock.lock();
        try {
            live.forEach(this::collect);
            // Read last: nothing in the report is younger than its end.
            long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - startNanos);
            // Wall clock at the start plus monotonic time: a clock set back makes no interval of negative length.
            SeriesHistograms all = cumulative == null ? new SeriesHistograms() : cumulative;
            return LatencyReport.of(config, startMillis, startMillis + elapsedMillis, all);
        } finally {
            lock.unlock();
        }
    }

    private void join(WorkerHistograms histograms) {
        lock.lock();
        try {
            live.add(histograms);
        } finally {
            lock.unlock();
        }
    }

    private void leave(WorkerHistograms histograms) {
        lock.lock();
        try {
            collect(histograms);
            live.remove(histograms);
        } finally {
            lock.unlock();
        }
    }

    private void collect(WorkerHistograms histograms) {
        SeriesHistograms sum = cumulative == null ? new SeriesHistograms() : cumulative;
        SeriesHistograms empty = spare == null ? new SeriesHistograms() : spare;
        empty.reset();
        SeriesHistograms filled = histograms.swap(empty);
        sum.add(filled);
        cumulative = sum;
        spare = filled;
    }

    /**
     * A worker's way in. Its histograms are made at the first record: a worker that never works costs one small object.
     */
    private final class WorkerWriter implements Writer {
        /** This worker's thread only. */
        private @Nullable WorkerHistograms own;

        @Override
        public void record(long waitNanos, long runNanos) {
            WorkerHistograms histograms = own;
            if (histograms == null) {
                histograms = joined();
                if (histograms == null) {
                    return;
                }
            }
            histograms.record(waitNanos, runNanos);
        }

        /**
         * Null, and the record is skipped, if there is no memory: a measurement must not end a worker. The next record
         * tries again.
         */
        private @Nullable WorkerHistograms joined() {
            try {
                WorkerHistograms histograms = new WorkerHistograms();
                join(histograms);
                own = histograms;
                return histograms;
            } catch (OutOfMemoryError e) {
                return null;
            }
        }

        /** A record that comes after this all the same begins anew and is counted. */
        @Override
        public void close() {
            WorkerHistograms histograms = own;
            if (histograms != null) {
                leave(histograms);
                own = null;
            }
        }
    }
}
