package dev.millrace.pool.runtime;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencyRecorderProvider;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.runtime.worker.Failures;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds what records latency. A recorder is a help, not a need: where it fails to start, the pool runs without. */
final class Recorders {
    private Recorders() {}

    static @Nullable LatencyRecorder find(PoolConfig config, Failures failures) {
        if (config.latency().oneIn() == 0) {
            return null;
        }
        try {
            return ServiceLoader.load(LatencyRecorderProvider.class, LatencyRecorderProvider.class.getClassLoader())
                    .findFirst()
                    .or(() -> ServiceLoader.load(LatencyRecorderProvider.class).findFirst())
                    .map(provider -> provider.create(config))
                    .orElseGet(() -> none(config, failures));
        } catch (Throwable failure) {
            failures.ofPart("the latency recorder", failure);
            return null;
        }
    }

    /** Without a recorder the default is silent; who has asked for another sampling is told. */
    private static @Nullable LatencyRecorder none(PoolConfig config, Failures failures) {
        if (!config.latency().equals(LatencySampling.SAMPLED)) {
            failures.warn(() -> "pool '" + config.name()
                    + "' records no latencies, though latency(...) asks for them: add dev.millrace:pool-metrics");
        }
        return null;
    }
}
