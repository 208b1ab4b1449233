package dev.millrace.pool.metrics;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.WorkerPool;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A pool that tells what it is told to tell; all figures differ, so that a mix-up shows. */
final class FakePool {
    final String name;
    final HdrLatencyRecorder recorder = Pools.exactRecorder();
    final CompletableFuture<DrainReport> closed = new CompletableFuture<>();
    /** How often the pool was asked for its figures. */
    final AtomicInteger looks = new AtomicInteger();

    volatile Supplier<PoolStats> stats;
    volatile List<SloStatus> slos = slos();
    volatile boolean paused;

    FakePool(String name) {
        this.name = name;
        this.stats = () -> stats(name);
    }

    WorkerPool pool() {
        return (WorkerPool) Proxy.newProxyInstance(
                FakePool.class.getClassLoader(), new Class<?>[] {WorkerPool.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "name" -> name;
                        case "latency" -> Optional.<LatencyRecorder>of(recorder);
                        case "stats" -> {
                            looks.incrementAndGet();
                            yield stats.get();
                        }
                        case "slos" -> slos;
                        case "isPaused" -> paused;
                        case "whenClosed" -> closed;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    void record(int jobs, Duration wait, Duration run) {
        try (LatencyRecorder.Writer writer = recorder.writer(0)) {
            for (int i = 0; i < jobs; i++) {
                writer.record(wait.toNanos(), run.toNanos());
            }
        }
    }

    static PoolStats stats(String name) {
        return stats(name, 41, 7);
    }

    static PoolStats stats(String name, int depth, int live) {
        return new PoolStats(
                name,
                PoolState.RUNNING,
                new PoolStats.Jobs(1_000, 900, 501, 52, 33, 14, 105, 6, 207, 8),
                new PoolStats.Depth(depth, 100, 20, 10, 9, 5, 65),
                new PoolStats.Workers(9, 1, 16, live, 3, 67, 2, 11, 68, 69, 70, true, 71, 72, 73),
                new PoolStats.Flow(74, 75, 76, 77, 99, 17, 30, 12, 13, 78),
                new PoolStats.Fans(79, 80, 18, 19, 81),
                new PoolStats.Rejections(82, 83, 84, 85, 86, 87, 88),
                new PoolStats.Resizes(89, 90, 91, 92));
    }

    static List<SloStatus> slos() {
        return List.of(
                new SloStatus(
                        Slo.p99(Series.RUN, Duration.ofSeconds(1)),
                        SloState.BREACHED,
                        0.93,
                        1_093,
                        7.25,
                        9.5,
                        Instant.EPOCH,
                        true),
                new SloStatus(Slo.errorsBelow(0.001), SloState.WARNING, 0.9995, 1_095, 0.5, 1.5, Instant.EPOCH, false));
    }
}
