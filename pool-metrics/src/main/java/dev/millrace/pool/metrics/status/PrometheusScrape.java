package dev.millrace.pool.metrics.status;

import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.PoolMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry of the page's own, which knows its pools alone; the application's registries are not touched. */
final class PrometheusScrape implements Scrape {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<PoolMeters> meters = new CopyOnWriteArrayList<>();
    private final Memo text = new Memo(registry::scrape);

    @Override
    public void add(ObservablePool pool) {
        if (pool instanceof WorkerPool workers) {
            meters.add(PoolMeters.monitor(registry, workers));
        }
    }

    @Override
    public Reply reply() throws Refusal {
        try {
            return Reply.Body.of(TYPE, text.get());
        } catch (RuntimeException e) {
            throw new Refusal(500, "the meters cannot be read now");
        }
    }

    @Override
    public void close() {
        meters.forEach(PoolMeters::close);
        registry.close();
    }
}
