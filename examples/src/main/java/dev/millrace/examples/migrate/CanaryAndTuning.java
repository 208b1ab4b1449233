package dev.millrace.examples.migrate;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Step 6: one order of ten goes both ways, and the results must agree; then the width is chosen by what is measured, and all orders take the new way. */
final class CanaryAndTuning implements Step {
    private static final int ONE_OF = 10;
    private static final List<Integer> WIDTHS = List.of(1, 2, 4, 8, 16, 32);
    private static final int ROUND = 64;
    private static final double GOOD_ENOUGH = 0.9;

    @Override
    public String title() {
        return "canary and tuning";
    }

    @Override
    public long total(Shop shop) throws IOException, InterruptedException {
        int most = WIDTHS.get(WIDTHS.size() - 1);
        try (WorkerPool pool = WorkerPool.builder("orders").workers(most).build()) {
            canary(shop, pool);
            int width = tuned(shop, pool);
            pool.resize(width, width);
            FanResults<Order, Long> costs = pool.map(shop.orders(), shop::process, FanOut.failFast());
            shop.out().line("  %s", costs.efficiency());
            return FewWorkers.sum(costs);
        }
    }

    /** A share of the orders goes the old way, too. The first difference ends the migration. */
    private static void canary(Shop shop, WorkerPool pool) throws IOException, InterruptedException {
        List<Order> share = IntStream.range(0, shop.orders().size())
                .filter(index -> index % ONE_OF == 0)
                .mapToObj(shop.orders()::get)
                .toList();
        FanResults<Order, Long> costs =
                pool.map(share, shop::process, FanOut.collectAll().atMost(2));
        for (FanResult<Order, Long> cost : costs) {
            long oldWay = shop.process(cost.input());
            if (!cost.succeeded() || oldWay != Objects.requireNonNull(cost.value())) {
                throw new IllegalStateException("article " + cost.input().article() + ": " + oldWay + ", but " + cost);
            }
        }
        shop.out()
                .line(
                        "  canary       %d of %d orders went both ways, and agree",
                        share.size(), shop.orders().size());
    }

    /** The smallest width that does almost as much as the best one. */
    private static int tuned(Shop shop, WorkerPool pool) {
        List<Order> round = shop.orders().stream().limit(ROUND).toList();
        FewWorkers.sum(pool.map(round, shop::process, FanOut.failFast())); // connections are made
        Map<Integer, Double> rates = new LinkedHashMap<>();
        for (int width : WIDTHS) {
            FanResults<Order, Long> costs =
                    pool.map(round, shop::process, FanOut.failFast().atMost(width));
            FewWorkers.sum(costs); // a failure must not look fast
            double rate = round.size() * 1e9 / costs.efficiency().wall().toNanos();
            rates.put(width, rate);
            shop.out()
                    .line(
                            "  width %2d     %,6.0f orders/s, utilisation %3.0f %%",
                            width, rate, 100 * costs.efficiency().utilisation());
        }
        double best =
                rates.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        int chosen = WIDTHS.stream()
                .filter(width -> rates.getOrDefault(width, 0.0) >= GOOD_ENOUGH * best)
                .findFirst()
                .orElseThrow();
        shop.out().line("  chosen       width %d: the smallest with %.0f %% of the best", chosen, 100 * GOOD_ENOUGH);
        return chosen;
    }
}
