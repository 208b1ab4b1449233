package dev.millrace.pool.metrics;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Pools that only tell, for what only asks. */
final class Pools {
    private Pools() {}

    static PoolConfig config(String name, LatencySampling sampling) {
        return new PoolConfig(
                name,
                1,
                4,
                100,
                64,
                32,
                WhenFull.block(),
                Dispatch.cooperative(),
                SizingPolicy.thresholds(),
                sampling,
                Duration.ofSeconds(30),
                false,
                null,
                null,
                null,
                false,
                new PriorityShares(16, 4, 1),
                3,
                false,
                StuckJobs.OFF,
                List.of(),
                null,
                List.of());
    }

    static HdrLatencyRecorder exactRecorder() {
        return new HdrLatencyRecorder(config("orders", LatencySampling.EXACT));
    }

    static WorkerPool with(LatencyRecorder recorder) {
        return pool("orders", Optional.ofNullable(recorder), () -> {
            throw new AssertionError("not asked for");
        });
    }

    static WorkerPool with(String name, Supplier<PoolStats> stats) {
        return pool(name, Optional.empty(), stats);
    }

    /** All counters and gauges differ, so that a mix-up shows. */
    static PoolStats stats(String name) {
        return new PoolStats(
                name,
                PoolState.RUNNING,
                new PoolStats.Jobs(1_000, 900, 501, 52, 33, 14, 105, 6, 207, 8),
                new PoolStats.Depth(41, 100, 20, 10, 6, 5, 0),
                new PoolStats.Workers(9, 1, 16, 7, 3, 1, 2, 11, 0, 0, 0, false, 0, 0, 0),
                new PoolStats.Flow(1, 2, 3, 4, 99, 17, 30, 12, 13, 14),
                new PoolStats.Fans(16, 17, 18, 19, 20),
                PoolStats.Rejections.NONE,
                PoolStats.Resizes.NONE);
    }

    private static WorkerPool pool(String name, Optional<LatencyRecorder> latency, Supplier<PoolStats> stats) {
        return (WorkerPool) Proxy.newProxyInstance(
                Pools.class.getClassLoader(), new Class<?>[] {WorkerPool.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "name" -> name;
                        case "latency" -> latency;
                        case "stats" -> stats.get();
                        case "slos" -> List.of();
                        case "isPaused" -> false;
                        case "whenClosed" -> new CompletableFuture<>();
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}
