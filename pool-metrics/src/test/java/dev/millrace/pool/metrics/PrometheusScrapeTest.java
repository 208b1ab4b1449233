package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.prometheus.Promtool;
import dev.millrace.pool.metrics.prometheus.Scrape;
import dev.millrace.pool.metrics.prometheus.WithPromtool;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Real pools, as Prometheus reads them. */
class PrometheusScrapeTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void shouldHaveTheSixNamesLetterForLetter() {
        try (WorkerPool pool = exact("orders")) {
            PoolMeters.monitor(registry, pool);
            IntStream.range(0, 30).forEach(i -> pool.submit(() -> 1 / (i % 10)).outcome());
            awaitRecorded(pool, 30);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> scrape().value("pool_size", "pool", "orders") == 2);
            Scrape scrape = scrape();

            assertThat(scrape.types())
                    .containsEntry("pool_size", "gauge")
                    .containsEntry("pool_busy", "gauge")
                    .containsEntry("pool_in_pending", "gauge")
                    .containsEntry("pool_out_pending", "gauge")
                    .containsEntry("jobs_processed_total", "counter")
                    .containsEntry("job_duration_seconds", "histogram");
            assertThat(scrape.value("jobs_processed_total", "pool", "orders", "status", "ok"))
                    .isEqualTo(27);
            assertThat(scrape.value("jobs_processed_total", "pool", "orders", "status", "error"))
                    .isEqualTo(3);
            assertThat(scrape.value("job_duration_seconds_count", "pool", "orders"))
                    .isEqualTo(30);
            assertThat(scrape.value("job_duration_seconds_bucket", "le", "1.0")).isEqualTo(30);
            assertThat(scrape.value("job_wait_seconds_bucket", "le", "+Inf")).isEqualTo(30);
            assertThat(scrape.types().keySet()).isEqualTo(scrape.helps().keySet());
        }
    }

    @Test
    @WithPromtool
    void shouldBeReadByPrometheusWithoutAComplaint(Promtool promtool) {
        PoolMeters.monitor(registry, new FakePool("orders").pool());
        PoolMeters.monitor(registry, new FakePool("mails").pool());
        Promtool.Answer answer = promtool.checkMetrics(registry.scrape());

        assertThat(answer.exit()).as(answer.text()).isZero();
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void shouldPutEachJobIntoTheBucketOfItsTime() {
        FakePool pool = new FakePool("orders");
        PoolMeters.of(pool.pool())
                .sloBuckets(Duration.ofMillis(10), Duration.ofMillis(200))
                .bindTo(registry);
        pool.record(5, Duration.ofMillis(1), Duration.ofMillis(3));
        pool.record(4, Duration.ofMillis(1), Duration.ofMillis(150));
        pool.record(3, Duration.ofMillis(1), Duration.ofSeconds(1));
        pool.record(2, Duration.ofMillis(1), Duration.ofMillis(1_020));
        pool.record(1, Duration.ofMillis(1), Duration.ofHours(2));
        Scrape scrape = scrape();

        assertThat(scrape.all("job_duration_seconds_bucket"))
                .extracting(sample -> sample.labels().get("le") + ' ' + sample.value())
                .containsExactly("0.01 5.0", "0.2 9.0", "1.0 12.0", "+Inf 15.0");
        assertThat(scrape.value("job_duration_seconds_count")).isEqualTo(15);
        double sum = 5 * 0.003 + 4 * 0.15 + 3 + 2 * 1.02 + 3_600;
        assertThat(scrape.value("job_duration_seconds_sum")).isBetween(sum * 0.99, sum * 1.01);
        assertThat(scrape.value("executor_seconds_count")).isEqualTo(15);
        assertThat(scrape.value("executor_seconds_sum")).isEqualTo(scrape.value("job_duration_seconds_sum"));
        assertThat(scrape.value("executor_idle_seconds_sum")).isBetween(0.0148, 0.0152);
    }

    @Test
    void shouldLetATimedJobStandForAllOfWhichItIsASample() {
        try (WorkerPool pool = WorkerPool.builder("orders")
                .workers(1)
                .latency(new LatencySampling(16))
                .build()) {
            PoolMeters.monitor(registry, pool);
            IntStream.range(0, 1_600).forEach(i -> pool.execute(() -> {}));
            awaitRecorded(pool, 100);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> pool.stats().jobs().completed() == 1_600);
            Scrape scrape = scrape();

            long timed = LatencyReport.of(pool).series(LatencySeries.RUN).count();
            assertThat(timed).isEqualTo(100);
            assertThat(scrape.value("job_duration_seconds_count")).isEqualTo(16 * timed);
            assertThat(scrape.value("job_duration_seconds_bucket", "le", "+Inf"))
                    .isEqualTo(16 * timed);
            assertThat(scrape.value("executor_seconds_count")).isEqualTo(16 * timed);
            assertThat(scrape.value("pool_latency_sampling")).isEqualTo(16);
            assertThat(scrape.value("jobs_processed_total", "status", "ok"))
                    .as("exact")
                    .isEqualTo(1_600);
        }
    }

    @Test
    void shouldNameEachFamilyOnceForManyPoolsAndForgetThoseThatClose() {
        WorkerPool orders = exact("orders");
        WorkerPool mails = exact("mails");
        PoolMeters.monitor(registry, orders);
        PoolMeters.monitor(registry, mails);
        orders.submit(() -> 1).outcome();
        awaitRecorded(orders, 1);

        assertThat(scrape().value("job_duration_seconds_count", "pool", "orders"))
                .isEqualTo(1);
        assertThat(scrape().value("job_duration_seconds_count", "pool", "mails"))
                .isZero();
        orders.close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(scrape().samples())
                        .isNotEmpty()
                        .allMatch(sample -> sample.labels().containsValue("mails")));
        mails.close();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(registry.getPrometheusRegistry().scrape().stream())
                    .as("a family without a pool must not stay registered")
                    .isEmpty();
            assertThat(registry.getMeters()).isEmpty();
        });

        try (WorkerPool again = exact("orders")) {
            PoolMeters.monitor(registry, again);
            assertThat(scrape().value("job_duration_seconds_count")).isZero();
        }
    }

    @Test
    void shouldLeaveNothingOfAPoolThatWasClosedBefore() {
        WorkerPool pool = exact("orders");
        pool.close();
        PoolMeters meters = PoolMeters.monitor(registry, pool);

        assertThat(registry.scrape()).isEmpty();
        assertThatThrownBy(() -> meters.bindTo(registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the meters of pool 'orders' are closed");
    }

    @Test
    void shouldShowWhatFanOutsHoldAndMayHold() throws InterruptedException {
        try (WorkerPool pool = WorkerPool.builder("orders").workers(2).build()) {
            PoolMeters.monitor(registry, pool);
            try (FanIn<FanResult<Integer, Integer>> open = pool.mapAsCompleted(
                    List.of(1, 2, 3, 4, 5, 6, 7, 8, 9).iterator(),
                    i -> i,
                    FanOut.collectAll().atMost(2).buffer(3))) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> scrape().value("pool_out_pending") == 5);
                Scrape scrape = scrape();
                assertThat(scrape.value("pool_out_capacity")).isEqualTo(5);
                assertThat(scrape.value("pool_fans_open")).isEqualTo(1);
                assertThat(open.next()).isNotNull();
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> scrape().value("pool_fans_open") == 0);
            assertThat(scrape().value("pool_out_capacity")).isZero();
            assertThat(scrape().value("pool_fan_jobs_total", "status", "ok")).isGreaterThanOrEqualTo(5);
        }
    }

    /** The fake pool of other tests has each meter that a real one has, and no other. */
    @Test
    void shouldHaveNamesThatARealPoolHas() {
        PrometheusMeterRegistry fake = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PoolMeters.monitor(fake, new FakePool("orders").pool());
        try (WorkerPool pool = WorkerPool.builder("orders")
                .workers(2)
                .slo(Slo.p99(Series.RUN, Duration.ofSeconds(1)))
                .build()) {
            PoolMeters.monitor(registry, pool);
            pool.submit(() -> 1).outcome();

            assertThat(scrape().types()).isEqualTo(Scrape.of(fake.scrape()).types());
            assertThat(scrape().value("pool_slo_good", "slo", "latency")).isEqualTo(1);
            assertThat(scrape().value("pool_slo_target", "slo", "latency")).isEqualTo(0.99);
        }
    }

    @Test
    void shouldTellWhyJobsWereRefusedAndTheSizeChanged() {
        try (WorkerPool pool = WorkerPool.builder("orders")
                .workers(1, 4)
                .queueCapacity(1)
                .whenFull(WhenFull.reject())
                .build()) {
            PoolMeters.monitor(registry, pool);
            pool.resize(2, 4);
            pool.resize(1, 1);
            pool.pause();
            pool.execute(() -> {});
            assertThat(pool.tryExecute(() -> {})).isFalse();
            Scrape scrape = scrape();

            assertThat(scrape.value("pool_resizes_total", "direction", "grow", "reason", "hand"))
                    .isEqualTo(1);
            assertThat(scrape.value("pool_resizes_total", "direction", "shrink", "reason", "hand"))
                    .isEqualTo(1);
            assertThat(scrape.value("pool_rejections_total", "reason", "full")).isEqualTo(1);
            assertThat(scrape.value("jobs_processed_total", "status", "rejected"))
                    .isEqualTo(1);
            assertThat(scrape.value("pool_paused")).isEqualTo(1);
        }
    }

    @Test
    void shouldHaveTheSameSeriesWhateverTheJobsAre() {
        try (WorkerPool pool = exact("orders")) {
            PoolMeters.monitor(registry, pool);
            Set<String> before = series();
            for (int i = 0; i < 500; i++) {
                int job = i;
                pool.submit(() -> 1 / (job % 3), JobOptions.none().label("job " + i));
                pool.keyed("key " + i).execute(() -> {});
                pool.execute(new Runnable() {
                    @Override
                    public void run() {
                        throw new IllegalStateException("failure " + job);
                    }
                });
            }
            pool.resize(3, 5);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> pool.stats().jobs().ended() == 1_500);

            assertThat(series()).isEqualTo(before).hasSizeLessThan(120);
        }
    }

    @Test
    void shouldHaveTheSameKeysInEachFamily() {
        PoolMeters.of(new FakePool("orders").pool()).tags("zone", "north").bindTo(registry);
        Map<String, Set<String>> keys = new HashMap<>();

        for (Scrape.Sample sample : scrape().samples()) {
            assertThat(sample.labels()).containsKey("zone");
            Set<String> known = keys.computeIfAbsent(
                    sample.name(), unused -> sample.labels().keySet());
            assertThat(sample.labels().keySet()).as(sample.name()).isEqualTo(known);
        }
    }

    /** Four who scrape while jobs run: each sees buckets that grow upwards and in time, and end at the count. */
    @Test
    void shouldHaveHistogramsThatAreWholeAndNeverStepBack() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (WorkerPool pool = exact("orders")) {
            PoolMeters.monitor(registry, pool);
            Thread submitter = new Thread(() -> {
                while (end.getCount() > 0) {
                    pool.execute(() -> {});
                }
            });
            submitter.start();
            List<Thread> readers = IntStream.range(0, 4)
                    .mapToObj(i -> new Thread(this::checkedScrapes))
                    .toList();
            Set<Throwable> failures = Collections.synchronizedSet(new HashSet<>());
            readers.forEach(reader -> reader.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure)));
            readers.forEach(Thread::start);
            for (Thread reader : readers) {
                reader.join();
            }
            end.countDown();
            submitter.join();
            assertThat(failures).isEmpty();
        }
    }

    private void checkedScrapes() {
        Map<String, Double> last = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            Scrape scrape = scrape();
            for (Scrape.Sample sample : scrape.samples()) {
                if (sample.name().matches(".*_(total|bucket|count|sum)")) {
                    Double before = last.put(sample.series(), sample.value());
                    assertThat(sample.value()).as(sample.series()).isGreaterThanOrEqualTo(before == null ? 0 : before);
                }
            }
            for (String family : List.of("job_duration_seconds", "job_wait_seconds")) {
                List<Double> buckets = scrape.all(family + "_bucket").stream()
                        .map(Scrape.Sample::value)
                        .toList();
                assertThat(buckets).isSorted();
                assertThat(scrape.value(family + "_count")).isEqualTo(buckets.get(buckets.size() - 1));
            }
        }
    }

    /** A handle is done a moment before its job is counted and recorded. */
    private static void awaitRecorded(WorkerPool pool, int jobs) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> LatencyReport.of(pool).series(LatencySeries.RUN).count() == jobs
                        && pool.stats().jobs().ended() >= jobs);
    }

    private Set<String> series() {
        Set<String> series = new HashSet<>();
        scrape().samples().forEach(sample -> series.add(sample.series()));
        return series;
    }

    private Scrape scrape() {
        return Scrape.of(registry.scrape());
    }

    private static WorkerPool exact(String name) {
        return WorkerPool.builder(name)
                .workers(2, 4)
                .latency(LatencySampling.EXACT)
                .uncaughtHandler((thread, failure) -> {})
                .build();
    }
}
