package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.metrics.prometheus.Scrape;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The histograms obey the filters of a registry as any timer of it does. */
class MeterFiltersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FakePool pool = new FakePool("orders");

    @Test
    void shouldBeDeniedByAPrefix() {
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("job."));
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("executor"));
        PoolMeters.monitor(registry, pool.pool());

        assertThat(scrape().names())
                .contains("pool_size", "jobs_processed_total")
                .noneMatch(name -> name.startsWith("job_") || name.startsWith("executor_"));
        pool.closed.complete(null);
        assertThat(registry.scrape()).isEmpty();
    }

    @Test
    void shouldBeRenamedAndTagged() {
        registry.config().commonTags("app", "shop").meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.withName("mill." + id.getName());
            }
        });
        PoolMeters.monitor(registry, pool.pool());
        pool.record(3, Duration.ofMillis(1), Duration.ofMillis(1));

        assertThat(scrape().value("mill_job_duration_seconds_count", "pool", "orders", "app", "shop"))
                .isEqualTo(3);
        assertThat(scrape().types()).containsEntry("mill_job_duration_seconds", "histogram");
        pool.closed.complete(null);
        assertThat(registry.scrape()).isEmpty();
    }

    @Test
    void shouldHaveTheBucketsThatAreAskedFor() {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("job.duration")
                        ? DistributionStatisticConfig.builder()
                                .percentilesHistogram(true)
                                .build()
                                .merge(config)
                        : config;
            }
        });
        PoolMeters.monitor(registry, pool.pool());
        pool.record(7, Duration.ofMillis(1), Duration.ofMillis(40));

        Scrape scrape = scrape();
        assertThat(scrape.all("job_duration_seconds_bucket")).hasSizeGreaterThan(60);
        assertThat(scrape.all("job_wait_seconds_bucket")).hasSize(16);
        assertThat(scrape.value("job_duration_seconds_bucket", "le", "0.001")).isZero();
        assertThat(scrape.value("job_duration_seconds_bucket", "le", "0.05")).isEqualTo(7);
    }

    @Test
    void shouldLeaveAloneWhatIsThereAlready() {
        Timer own = Timer.builder("job.duration").tag("pool", "orders").register(registry);
        own.record(1, TimeUnit.SECONDS);
        registry.gauge("pool.size", List.of(Tag.of("pool", "orders")), 99);
        PoolMeters.monitor(registry, pool.pool());

        assertThat(scrape().value("job_duration_seconds_count")).isEqualTo(1);
        assertThat(scrape().value("pool_busy")).isEqualTo(3);
        pool.closed.complete(null);
        assertThat(scrape().names()).contains("job_duration_seconds_count", "pool_size");
        assertThat(registry.getMeters()).hasSize(2);
    }

    @Test
    void shouldNotSpoilTheScrapeWhenATagThatTellsPoolsApartIsIgnored() {
        registry.config().meterFilter(MeterFilter.ignoreTags("pool"));
        FakePool other = new FakePool("mails");
        PoolMeters.monitor(registry, pool.pool());
        PoolMeters.monitor(registry, other.pool());
        pool.record(1, Duration.ZERO, Duration.ZERO);
        other.record(2, Duration.ZERO, Duration.ZERO);

        assertThat(scrape().value("job_duration_seconds_count")).as("the first").isEqualTo(1);
        other.closed.complete(null);
        assertThat(scrape().value("job_duration_seconds_count")).isEqualTo(1);
        assertThat(scrape().value("pool_size")).isEqualTo(7);
    }

    @Test
    void shouldGiveEachPartOfACompositeWhatItCanShow() {
        CompositeMeterRegistry all = new CompositeMeterRegistry();
        MeterRegistry simple = new SimpleMeterRegistry();
        all.config().commonTags("app", "shop");
        all.add(registry).add(simple);
        PoolMeters.monitor(all, pool.pool());
        pool.record(4, Duration.ofMillis(1), Duration.ofMillis(30));

        assertThat(scrape().types()).containsEntry("job_duration_seconds", "histogram");
        assertThat(scrape().value("job_duration_seconds_count", "app", "shop")).isEqualTo(4);
        assertThat(scrape().value("pool_size", "app", "shop")).isEqualTo(7);
        assertThat(simple.get("job.duration").tag("app", "shop").functionTimer().count())
                .isEqualTo(4);
        assertThat(simple.get("pool.size").gauge().value()).isEqualTo(7);

        pool.closed.complete(null);
        assertThat(registry.scrape()).isEmpty();
        assertThat(simple.getMeters()).isEmpty();
        assertThat(all.getMeters()).isEmpty();
    }

    private Scrape scrape() {
        return Scrape.of(registry.scrape());
    }
}
