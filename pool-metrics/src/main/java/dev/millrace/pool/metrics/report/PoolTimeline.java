package dev.millrace.pool.metrics.report;

import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.LatencyIntervals;
import dev.millrace.pool.metrics.LatencyReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches a pool from a thread of its own, and never touches a job: each interval it reads counters and takes what the
 * workers' histograms have recorded. What the pool did before is left out of its report, so that a warm-up is left out by
 * beginning after it.
 *
 * <pre>{@code
 * try (PoolTimeline timeline = PoolTimeline.record(pool, Duration.ofSeconds(1))) {
 *     work(pool);
 *     timeline.report().writeTo(Path.of("report"));
 * }
 * }</pre>
 *
 * <p>Memory is bounded, as {@link TimelineBuilder} says: some megabytes at most. The thread is a daemon; it ends at
 * {@link #close}, or when the pool has terminated. Thread-safe.
 */
public final class PoolTimeline implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PoolTimeline.class.getName());
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final WorkerPool pool;
    private final LatencyIntervals intervals;
    private final LatencyReport before;
    private final long everyNanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private final TimelineBuilder builder; // guarded by this
    private boolean complaining; // guarded by this
    private boolean finished; // guarded by this

    private PoolTimeline(WorkerPool pool, Duration every) {
        this.pool = pool;
        this.everyNanos = every.toNanos();
        this.intervals = LatencyIntervals.of(pool);
        this.before = intervals.interval();
        this.builder = new TimelineBuilder(before.to(), pool.stats());
        this.thread = new Thread(this::watch, "millrace-timeline-" + pool.name());
        thread.setDaemon(true);
    }

    /**
     * Begins to watch.
     *
     * @param every how long an interval is at first, 10 ms to 1 h
     * @throws IllegalArgumentException if that is out of range
     * @throws IllegalStateException if the pool records no latency
     */
    public static PoolTimeline record(WorkerPool pool, Duration every) {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("every must be 10 ms to 1 h, was " + every);
        }
        PoolTimeline timeline = new PoolTimeline(pool, every);
        timeline.thread.start();
        return timeline;
    }

    /** How it went so far, up to the last full interval; after the close, up to then. */
    public synchronized Timeline timeline() {
        return builder.timeline();
    }

    /**
     * A report from the begin of the recording to now, or to the close; with what was before it as the warm-up that is left
     * out.
     *
     * @throws IllegalStateException if the pool could never be looked at
     */
    public synchronized RunReport report() {
        if (!finished) {
            take();
        }
        return RunFacts.recorded(pool, before, builder.report());
    }

    private void watch() {
        long next = System.nanoTime() + everyNanos;
        try {
            while (!closed.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                // Read before the look: so the last look sees the last job.
                if (pool.state() == PoolState.TERMINATED) {
                    finish();
                    return;
                }
                look();
                // What came late is not made up for: the next interval is a whole one.
                next = System.nanoTime() + everyNanos;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does; it ends the watching
        }
    }

    private synchronized void look() {
        if (finished) {
            return;
        }
        try {
            take();
            complaining = false;
        } catch (RuntimeException e) {
            // Once, until it works again.
            if (!complaining) {
                LOG.log(Level.WARNING, "the timeline of pool '" + pool.name() + "' could not look at it; goes on", e);
            }
            complaining = true;
        }
    }

    private synchronized void take() {
        PoolStats stats = pool.stats();
        List<SizingRecord> decisions = pool.decisions();
        // Last: what it gives is given once, and would be lost if the others failed.
        builder.add(intervals.interval(), stats, decisions);
    }

    private synchronized void finish() {
        look();
        finished = true;
    }

    /** Takes the last interval and ends the watching; the pool goes on. Closing again does nothing. */
    @Override
    public void close() {
        finish();
        closed.countDown();
    }
}
