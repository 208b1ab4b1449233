package dev.millrace.examples.migrate;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/** Step 4: nothing waits for ever. Each order has a limit and the whole has one; an order that the service hangs on is asked for again. Ctrl-C interrupts the map, and with it all that runs. */
final class CancelAndDeadline implements Step {
    private static final int WORKERS = 2;
    private static final int HANGING = 13;
    private static final Duration AN_ORDER = Duration.ofMillis(500);
    private static final Duration THE_WHOLE = Duration.ofSeconds(20);
    private static final Duration TOO_SHORT = Duration.ofMillis(150);

    @Override
    public String title() {
        return "limits and cancellation";
    }

    @Override
    public long total(Shop shop) {
        FanOut policy =
                FanOut.collectAll().each(JobOptions.none().runWithin(AN_ORDER)).within(THE_WHOLE);
        try (WorkerPool pool = WorkerPool.builder("orders").workers(WORKERS).build()) {
            tell(shop, "within 150 ms", pool.map(shop.orders(), shop::process, policy.within(TOO_SHORT)));
            shop.service().hangOnce(HANGING % shop.orders().size());
            FanResults<Order, Long> costs = pool.map(shop.orders(), shop::process, policy);
            tell(shop, "within 20 s", costs);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted: what ran is cancelled");
            }
            List<Order> missing =
                    costs.failures().stream().map(FanResult::input).toList();
            FanResults<Order, Long> again = pool.map(missing, shop::process, policy);
            tell(shop, "again", again);
            return priced(costs) + FewWorkers.sum(again);
        }
    }

    private static long priced(FanResults<Order, Long> costs) {
        return costs.stream()
                .filter(FanResult::succeeded)
                .mapToLong(cost -> Objects.requireNonNull(cost.value()))
                .sum();
    }

    private static void tell(Shop shop, String limit, FanResults<Order, Long> costs) {
        List<FanResult<Order, Long>> failures = costs.failures();
        shop.out()
                .line(
                        "  %-13s %d of %d orders are priced, %d are not",
                        limit, costs.size() - failures.size(), costs.size(), failures.size());
        failures.stream()
                .limit(1)
                .forEach(failure -> shop.out()
                        .line("  %13s article %d: %s", "", failure.input().article(), failure.failure()));
    }
}
