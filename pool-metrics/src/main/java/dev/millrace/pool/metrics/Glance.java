package dev.millrace.pool.metrics;

import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SloStatus;
import java.util.List;

/**
 * What the meters show of a pool, but for its latency.
 *
 * @param stats counters and gauges
 * @param paused whether it is paused
 * @param slos how its objectives stand
 */
record Glance(PoolStats stats, boolean paused, List<SloStatus> slos) {

    static Glance at(ObservablePool pool) {
        return new Glance(pool.stats(), pool.isPaused(), pool.slos());
    }

    PoolStats.Jobs jobs() {
        return stats.jobs();
    }

    PoolStats.Depth depth() {
        return stats.depth();
    }

    PoolStats.Workers workers() {
        return stats.workers();
    }

    PoolStats.Flow flow() {
        return stats.flow();
    }

    PoolStats.Fans fans() {
        return stats.fans();
    }
}
