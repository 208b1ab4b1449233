package dev.millrace.pool.metrics;

import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.WorkerPool;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings with which a pool was built, by their names at its builder, in words. */
public final class PoolSettings {
    private PoolSettings() {}

    /**
     * In the order of the builder's methods.
     *
     * @throws IllegalStateException if the pool records no latency: its recorder is what knows them
     */
    public static Map<String, String> of(WorkerPool pool) {
        PoolConfig config = HdrLatencyRecorder.of(pool).config();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("workers", config.minWorkers() + " to " + config.maxWorkers());
        settings.put("queueCapacity", String.valueOf(config.queueCapacity()));
        settings.put("whenFull", config.whenFull().toString());
        settings.put("dispatch", config.dispatch().toString());
        settings.put("sizing", config.sizing().toString());
        settings.put("latency", sampling(config.latency().oneIn()));
        settings.put("chunking", String.valueOf(config.chunking()));
        settings.put("laneCapacity", String.valueOf(config.laneCapacity()));
        return settings;
    }

    private static String sampling(int oneIn) {
        return oneIn == 1 ? "every job" : "1 job of " + oneIn;
    }
}
