package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.prometheus.Scrape;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToDoubleFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From bind to close, with registries that behave and some that do not. */
@Timeout(value = 150, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolMetersLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Throws at, or blocks before, what it is told to. */
    private static final class Hostile extends SimpleMeterRegistry {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        volatile boolean throwsAtRemoval;
        volatile boolean blocksAtRemoval;
        volatile boolean blocksAtCounter;
        volatile boolean throwsAtCounter;

        Hostile() {
            super(SimpleConfig.DEFAULT, Clock.SYSTEM);
        }

        @Override
        public Meter remove(Meter meter) {
            if (throwsAtRemoval && meter.getId().getName().equals("pool.size")) {
                throw new IllegalStateException("not now");
            }
            if (blocksAtRemoval) {
                block();
            }
            return super.remove(meter);
        }

        @Override
        protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T object, ToDoubleFunction<T> count) {
            if (throwsAtCounter && id.getName().equals("executor.completed")) {
                throw new IllegalStateException("full");
            }
            if (blocksAtCounter) {
                block();
            }
            return super.newFunctionCounter(id, object, count);
        }

        private void block() {
            reached.countDown();
            boolean interrupted = false;
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final Hostile registry = new Hostile();

    @Test
    void shouldGoWithThePool() throws Exception {
        WorkerPool pool = WorkerPool.builder("orders").build();
        PoolMeters.monitor(registry, pool);
        assertThat(registry.getMeters()).hasSizeGreaterThan(50);

        pool.close();

        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(registry.getMeters()).isEmpty());
        try (WorkerPool next = WorkerPool.builder("orders").build()) {
            PoolMeters.monitor(registry, next);
            next.submit(() -> {}).get(); // now its worker is there
            assertThat(registry.get("pool.size").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void shouldGoBeforeThePoolWhenTheyAreClosed() {
        try (WorkerPool pool = WorkerPool.builder("orders").build()) {
            PoolMeters meters = PoolMeters.of(pool).build();
            MeterRegistry second = new SimpleMeterRegistry();
            meters.bindTo(registry);
            meters.bindTo(second);
            assertThat(second.getMeters()).hasSameSizeAs(registry.getMeters());
            assertThatThrownBy(() -> meters.bindTo(second)).isInstanceOf(IllegalStateException.class);

            meters.close();

            assertThat(registry.getMeters()).isEmpty();
            assertThat(second.getMeters()).isEmpty();
        }
    }

    @Test
    void shouldTakeAllBackWhenTheRegistryThrows() {
        registry.throwsAtCounter = true;
        try (WorkerPool pool = WorkerPool.builder("orders").build()) {
            assertThatThrownBy(() -> PoolMeters.monitor(registry, pool)).hasMessage("full");
            assertThat(registry.getMeters()).isEmpty();
            registry.throwsAtCounter = false;
            PoolMeters.monitor(registry, pool);
            assertThat(registry.get("executor.completed").functionCounter().count())
                    .isZero();
        }
    }

    @Test
    void shouldRemoveAllOthersWhenTheRegistryThrowsAtOne() {
        WorkerPool pool = WorkerPool.builder("orders").build();
        PoolMeters.monitor(registry, pool);
        registry.throwsAtRemoval = true;

        DrainReport report = pool.close(Duration.ofSeconds(20));

        assertThat(report.complete()).isTrue();
        assertThat(registry.getMeters())
                .singleElement()
                .satisfies(meter -> assertThat(meter.getId().getName()).isEqualTo("pool.size"));
    }

    @Test
    void shouldNotHoldUpJobsNorTheCloseWhenTheRegistryBlocks() throws Exception {
        WorkerPool pool = WorkerPool.builder("orders").workers(2).build();
        registry.blocksAtCounter = true;
        Thread binder = new Thread(() -> PoolMeters.monitor(registry, pool));
        binder.start();
        registry.reached.await();
        for (int i = 0; i < 1_000; i++) {
            pool.submit(() -> 1).outcome();
        }
        assertThat(pool.close(LIMIT).complete()).isTrue();
        assertThat(registry.gate.getCount()).as("still blocked").isOne();

        registry.gate.countDown();
        binder.join();
        Awaitility.await().atMost(LIMIT).until(() -> registry.getMeters().isEmpty());
    }

    @Test
    void shouldNotHoldUpTheCloseWhenTheRegistryBlocksAtTheRemoval() {
        WorkerPool pool = WorkerPool.builder("orders").workers(2).build();
        PoolMeters.monitor(registry, pool);
        registry.blocksAtRemoval = true;

        assertThat(pool.close(LIMIT).complete()).isTrue();
        assertThat(registry.gate.getCount()).as("still blocked").isOne();
        assertThat(registry.getMeters()).isNotEmpty();

        registry.gate.countDown();
        Awaitility.await().atMost(LIMIT).until(() -> registry.getMeters().isEmpty());
    }

    @Test
    void shouldKnowANamesakeInAPartOfACompositeRegistry() {
        CompositeMeterRegistry all = new CompositeMeterRegistry();
        MeterRegistry part = new SimpleMeterRegistry();
        all.add(part);
        FakePool pool = new FakePool("orders");
        PoolMeters first = PoolMeters.monitor(part, pool.pool());

        assertThatThrownBy(() -> PoolMeters.monitor(all, pool.pool()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a pool named 'orders' is already registered");
        assertThat(all.getMeters()).isEmpty();
        first.close();
        PoolMeters.monitor(all, pool.pool());
        assertThat(part.getMeters()).isNotEmpty();
    }

    @Test
    void shouldHoldAPoolThatNobodyElseHolds() {
        PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        WeakReference<Object> witness = forget(scraped);
        Awaitility.await().atMost(LIMIT).until(() -> {
            System.gc();
            return witness.get() == null;
        });

        Scrape scrape = Scrape.of(scraped.scrape());
        assertThat(scrape.samples())
                .hasSizeGreaterThan(90)
                .allSatisfy(
                        sample -> assertThat(sample.value()).as(sample.series()).isNotNaN());
        assertThat(scrape.value("executor_seconds_count")).isEqualTo(2);
        assertThat(scrape.value("job_duration_seconds_count")).isEqualTo(2);
        assertThat(scrape.value("jobs_processed_total", "status", "ok")).isEqualTo(501);
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.measure())
                        .allSatisfy(measured -> assertThat(measured.getValue()).isNotNaN()));
        assertThat(registry.get("job.duration").functionTimer().count()).isEqualTo(2);
        assertThat(registry.get("job.duration.max").timeGauge().value()).isPositive();
    }

    /** Gives something that is collected when the pool could have been. */
    private WeakReference<Object> forget(MeterRegistry scraped) {
        FakePool pool = new FakePool("orders");
        pool.record(2, Duration.ofMillis(1), Duration.ofMillis(1));
        PoolMeters.of(pool.pool()).build().bindTo(scraped);
        PoolMeters.monitor(registry, pool.pool());
        return new WeakReference<>(new Object());
    }

    @Test
    void shouldLookAtThePoolOnceAScrape() {
        PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FakePool pool = new FakePool("orders");
        PoolMeters.monitor(scraped, pool.pool());
        scraped.scrape();
        int meters = Scrape.of(scraped.scrape()).samples().size();
        pool.looks.set(0);

        for (int i = 0; i < 20; i++) {
            scraped.scrape();
        }

        assertThat(meters).isGreaterThan(90);
        assertThat(pool.looks).as("a scrape that is slow looks again").hasValueBetween(20, 20 * meters / 4);
    }

    @Test
    void shouldSayWhyThereIsNoLatency() {
        try (WorkerPool pool =
                        WorkerPool.builder("quick").latency(LatencySampling.OFF).build();
                Logged log = Logged.of(PoolMeters.class)) {
            PoolMeters.monitor(registry, pool);

            assertThat(log.lines())
                    .containsExactly("pool 'quick' records no latency, so there are no meters of job.duration,"
                            + " job.wait, executor and executor.idle");
            assertThat(registry.find("job.duration").meters()).isEmpty();
            assertThat(registry.find("executor").meters()).isEmpty();
            assertThat(registry.find("pool.latency.sampling").meters()).isEmpty();
            assertThat(registry.get("executor.active").gauge().value()).isZero();
        }
    }
}
