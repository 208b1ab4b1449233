package dev.millrace.pool.runtime;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencyRecorderProvider;
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
                    .orElse(null);
        } catch (Throwable failure) {
            failures.ofPart("the latency recorder", failure);
            return null;
        }
    }
}
