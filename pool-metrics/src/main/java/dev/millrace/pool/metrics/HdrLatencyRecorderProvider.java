package dev.millrace.pool.metrics;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencyRecorderProvider;
import dev.millrace.pool.PoolConfig;

/** Found by pools through {@link java.util.ServiceLoader}; of no use to applications. */
public final class HdrLatencyRecorderProvider implements LatencyRecorderProvider {

    /** For the service loader. */
    public HdrLatencyRecorderProvider() {}

    @Override
    public LatencyRecorder create(PoolConfig config) {
        return new HdrLatencyRecorder(config);
    }
}
