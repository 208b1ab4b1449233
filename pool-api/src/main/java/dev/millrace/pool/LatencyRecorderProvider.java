package dev.millrace.pool;

/** Makes the latency recorder of a pool. Found through {@link java.util.ServiceLoader}; must be thread-safe. */
public interface LatencyRecorderProvider {

    /** A recorder for a pool with these settings, of which {@link PoolConfig#latency} is not off. */
    LatencyRecorder create(PoolConfig config);
}
