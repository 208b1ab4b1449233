package dev.millrace.pool.runtime.explain;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolExplanation;
import org.jspecify.annotations.Nullable;

/** Says in words what a pool does and why: the order of the subjects. What there is nothing to tell of has no line. */
public final class Explanation {
    private Explanation() {}

    /**
     * The text.
     *
     * @param config how the pool was built
     * @param data what is known of it
     * @param recorder what records its latency, if anything does
     */
    public static String of(PoolConfig config, PoolExplanation data, @Nullable LatencyRecorder recorder) {
        Lines lines = new Lines();
        Workers.tell(lines, config, data);
        Troubles.tell(lines, data);
        Work.tell(lines, data);
        latency(lines, config, recorder);
        Sizing.tell(lines, data);
        return lines.toString();
    }

    private static void latency(Lines lines, PoolConfig config, @Nullable LatencyRecorder recorder) {
        if (recorder != null) {
            summary(recorder).lines().forEach(series -> lines.add("latency  %s", series));
        } else if (config.latency().oneIn() == 0) {
            lines.add("latency  not recorded: latency(LatencySampling.OFF)");
        } else {
            lines.add("latency  not recorded: add dev.millrace:pool-metrics");
        }
    }

    /** A recorder that fails must not take the rest of the explanation with it. */
    private static String summary(LatencyRecorder recorder) {
        try {
            return recorder.summary();
        } catch (RuntimeException e) {
            return "the recorder failed: " + e;
        }
    }
}
