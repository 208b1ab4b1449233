package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.metrics.prometheus.Scrape;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each figure of a pool in its own place: all of the fake pool's differ. */
class PoolMetersValuesTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FakePool pool = new FakePool("orders");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = ' ', textBlock = """
                    pool_in_pending{} 41
                    pool_in_capacity{} 100
                    pool_in_blocked{} 65
                    pool_in_tier{tier=queue} 20
                    pool_in_tier{tier=lanes} 10
                    pool_in_tier{tier=chunks} 9
                    pool_in_tier{tier=batches} 5
                    pool_size{} 7
                    pool_size_min{} 1
                    pool_size_max{} 16
                    pool_size_target{} 9
                    pool_busy{} 3
                    pool_searching{} 67
                    pool_sleeping{} 2
                    pool_waiting{} 68
                    pool_spares{} 72
                    pool_threads{} 11
                    pool_resizes_total{direction=grow,reason=policy} 89
                    pool_resizes_total{direction=shrink,reason=policy} 90
                    pool_resizes_total{direction=grow,reason=hand} 91
                    pool_resizes_total{direction=shrink,reason=hand} 92
                    jobs_accepted_total{} 1000
                    jobs_caller_ran_total{} 8
                    jobs_processed_total{status=ok} 501
                    jobs_processed_total{status=error} 52
                    jobs_processed_total{status=cancelled} 39
                    jobs_processed_total{status=timeout} 14
                    jobs_processed_total{status=rejected} 312
                    pool_rejections_total{reason=full} 82
                    pool_rejections_total{reason=timeout} 83
                    pool_rejections_total{reason=interrupted} 84
                    pool_rejections_total{reason=closed} 85
                    pool_rejections_total{reason=hopeless} 86
                    pool_rejections_total{reason=quarantined} 87
                    pool_rejections_total{reason=shed} 88
                    pool_dropped_total{} 105
                    pool_steal_attempts_total{} 99
                    pool_steals_total{} 17
                    pool_stolen_total{} 30
                    pool_batches_total{} 74
                    pool_parks_total{} 12
                    pool_wakes_total{} 13
                    pool_paused{} 0
                    pool_stuck_workers{} 71
                    pool_stuck_jobs_total{} 73
                    pool_worker_deaths_total{} 69
                    pool_worker_restarts_total{} 70
                    pool_crash_loop{} 1
                    pool_out_pending{} 19
                    pool_out_capacity{} 81
                    pool_fans_open{} 18
                    pool_fan_jobs_total{status=ok} 79
                    pool_fan_jobs_total{status=error} 80
                    pool_slo_state{slo=latency} 2
                    pool_slo_state{slo=errors} 1
                    pool_slo_target{slo=latency} 0.99
                    pool_slo_good{slo=latency} 0.93
                    pool_slo_good{slo=errors} 0.9995
                    pool_slo_events{slo=latency} 1093
                    pool_slo_burn{slo=latency,window=long} 7.25
                    pool_slo_burn{slo=latency,window=short} 9.5
                    pool_slo_burn{slo=errors,window=short} 1.5
                    pool_slo_shedding{slo=latency} 1
                    pool_slo_shedding{slo=errors} 0
                    executor_completed_tasks_total{} 553
                    executor_active_threads{} 3
                    executor_queued_tasks{} 41
                    executor_queue_remaining_tasks{} 59
                    executor_pool_size_threads{} 7
                    executor_pool_core_threads{} 1
                    executor_pool_max_threads{} 16
                    """)
    void shouldBeInItsPlace(String series, double value) {
        PoolMeters.monitor(registry, pool.pool());
        String name = series.substring(0, series.indexOf('{'));
        String labels = series.substring(series.indexOf('{') + 1, series.length() - 1);
        String[] pairs = labels.isEmpty() ? new String[0] : labels.split("[=,]");

        assertThat(Scrape.of(registry.scrape()).value(name, pairs)).isEqualTo(value);
    }

    @Test
    void shouldFollowThePool() {
        PoolMeters.monitor(registry, pool.pool());
        registry.scrape();
        pool.paused = true;
        pool.slos = List.of(pool.slos.get(1));
        pool.stats = () -> FakePool.stats("orders", 120, 0);
        Scrape scrape = Scrape.of(registry.scrape());

        assertThat(scrape.value("pool_paused")).isEqualTo(1);
        assertThat(scrape.value("pool_size")).isZero();
        assertThat(scrape.value("pool_in_pending")).isEqualTo(120);
        assertThat(scrape.value("executor_queue_remaining_tasks"))
                .as("never below zero")
                .isZero();
        assertThat(scrape.value("pool_slo_state", "slo", "latency")).isNaN();
        assertThat(scrape.value("pool_slo_state", "slo", "errors")).isEqualTo(1);
    }
}
