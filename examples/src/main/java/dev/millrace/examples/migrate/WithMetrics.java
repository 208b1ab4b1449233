package dev.millrace.examples.migrate;

import static dev.millrace.examples.tool.Text.text;

import dev.millrace.examples.tool.Output;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.PoolMeters;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Step 5: figures, before anything is tuned. Meters for the monitoring system, latency by percentiles, and the pool's own words. Each order is submitted by itself here, and so counted by itself. */
final class WithMetrics implements Step {
    private static final int WORKERS = 2;
    /** Of some fifty. */
    private static final Set<String> SHOWN =
            Set.of("jobs.processed", "pool.busy", "pool.in.capacity", "pool.in.pending", "pool.size", "pool.steals");

    @Override
    public String title() {
        return "metrics";
    }

    @Override
    @SuppressWarnings("try") // the meters are there while they are open
    public long total(Shop shop) throws ExecutionException, InterruptedException {
        MeterRegistry registry = new SimpleMeterRegistry(); // yours: Prometheus, OTLP, ...
        try (WorkerPool pool = WorkerPool.builder("orders")
                        .workers(WORKERS)
                        .latency(LatencySampling.EXACT)
                        .build();
                PoolMeters meters = PoolMeters.monitor(registry, pool)) {
            List<JobHandle<Long>> costs = shop.orders().stream()
                    .map(order -> pool.submit(() -> shop.process(order)))
                    .toList();
            long total = 0;
            for (JobHandle<Long> cost : costs) {
                total += cost.get();
            }
            tell(shop.out(), registry);
            shop.out().line("%s%n", LatencyReport.of(pool).text().stripTrailing());
            shop.out().line("%s", pool.explain().stripTrailing());
            return total;
        }
    }

    private static void tell(Output out, MeterRegistry registry) {
        registry.getMeters().stream()
                .filter(meter -> SHOWN.contains(meter.getId().getName()))
                .map(WithMetrics::row)
                .sorted()
                .forEach(row -> out.line("  %s", row));
    }

    private static String row(Meter meter) {
        String status = meter.getId().getTag("status");
        return text(
                "%-16s %-10s %,6.0f",
                meter.getId().getName(),
                status == null ? "" : status,
                meter.measure().iterator().next().getValue());
    }
}
