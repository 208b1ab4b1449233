package dev.millrace.examples.migrate;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.WorkerPool;
import java.util.Objects;

/** Step 3: the loop becomes a map on a pool with few workers. Results come in the order of the orders; the first failure ends it, as an exception ended the loop. */
final class FewWorkers implements Step {
    private static final int WORKERS = 2;

    @Override
    public String title() {
        return "a pool of " + WORKERS;
    }

    @Override
    public long total(Shop shop) {
        try (WorkerPool pool = WorkerPool.builder("orders").workers(WORKERS).build()) {
            FanResults<Order, Long> costs = pool.map(shop.orders(), shop::process, FanOut.failFast());
            shop.out().line("  %s", costs.efficiency());
            return sum(costs);
        }
    }

    /** All costs together; throws if one is missing. */
    static long sum(FanResults<Order, Long> costs) {
        return costs.values().stream().mapToLong(Objects::requireNonNull).sum();
    }
}
