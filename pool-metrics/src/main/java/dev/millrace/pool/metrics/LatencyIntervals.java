package dev.millrace.pool.metrics;

import dev.millrace.pool.ObservablePool;
import org.jspecify.annotations.Nullable;

/**
 * Live progress: what was recorded since the last look. The intervals of one object add up to the pool's whole life up
 * to the last of them, and each object keeps its own place, so any number may look at one pool. Thread-safe.
 */
public final class LatencyIntervals {
    private final HdrLatencyRecorder recorder;
    private @Nullable LatencyReport seen; // guarded by this

    private LatencyIntervals(HdrLatencyRecorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Intervals of a pool.
     *
     * @throws IllegalStateException if the pool records no latency
     */
    public static LatencyIntervals of(ObservablePool pool) {
        return new LatencyIntervals(HdrLatencyRecorder.of(pool));
    }

    /** What was recorded since the last call; the first call reaches back to when the pool was built. */
    public synchronized LatencyReport interval() {
        LatencyReport now = recorder.report();
        LatencyReport interval = seen == null ? now : now.minus(seen);
        seen = now;
        return interval;
    }
}
