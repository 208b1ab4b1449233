package dev.millrace.pool.metrics;

import dev.millrace.pool.WorkerPool;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A log of a pool's latency, an interval a tick, in the .hlog format of HdrHistogram. It has no thread of its own: call
 * {@link #tick} once a second, or as often as a point is wanted. Closing it writes what was recorded since the last
 * tick; close the pool before the log, and the log holds every recorded job.
 *
 * <pre>{@code
 * try (LatencyLog log = LatencyLog.open(Path.of("images.hlog"), pool)) {
 *     while (!done.await(1, TimeUnit.SECONDS)) {
 *         log.tick();
 *     }
 *     pool.close();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class LatencyLog implements Closeable {
    private final LatencyIntervals intervals;
    private final OutputStream out;
    /** Null until the first tick, which knows when the pool was built. */
    private @Nullable HlogLines lines; // guarded by this

    private boolean closed; // guarded by this

    private LatencyLog(LatencyIntervals intervals, OutputStream out) {
        this.intervals = intervals;
        this.out = out;
    }

    /**
     * Begins a log; replaces the file. Its first interval reaches back to when the pool was built.
     *
     * @throws IllegalStateException if the pool records no latency
     * @throws IOException if the file cannot be written
     */
    public static LatencyLog open(Path file, WorkerPool pool) throws IOException {
        LatencyIntervals intervals = LatencyIntervals.of(pool);
        return new LatencyLog(intervals, ReportFile.open(file));
    }

    /**
     * Writes what was recorded since the last tick, be it nothing, through to the file.
     *
     * @throws IllegalStateException if the log is closed
     * @throws IOException if it cannot be written; the interval is lost to this log then
     */
    public synchronized void tick() throws IOException {
        if (closed) {
            throw new IllegalStateException("the latency log is closed");
        }
        LatencyReport interval = intervals.interval();
        if (lines == null) {
            lines = new HlogLines(interval);
        }
        lines.add(interval);
        out.write(lines.take());
        out.flush();
    }

    /** Writes the last interval and closes the file. Closing again does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            tick();
        } finally {
            closed = true;
            out.close();
        }
    }
}
