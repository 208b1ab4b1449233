package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencySampling;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in registries that have no way in for a histogram. */
class LatencyMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FakePool pool = new FakePool("orders");

    @Test
    void shouldHaveCountAndSum() {
        PoolMeters.monitor(registry, pool.pool());
        pool.record(90, Duration.ofMillis(2), Duration.ofMillis(10));
        pool.record(10, Duration.ofMillis(2), Duration.ofMillis(500));

        for (String name : new String[] {"job.duration", "executor"}) {
            FunctionTimer timer = registry.get(name).functionTimer();
            assertThat(timer.count()).isEqualTo(100);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isCloseTo(5_900, within(59.0));
        }
        assertThat(registry.get("job.wait").functionTimer().mean(TimeUnit.MILLISECONDS))
                .isCloseTo(2, within(0.02));
        assertThat(registry.get("executor.idle").functionTimer().count()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 10", "0.9, 10", "0.99, 500", "0.999, 500"})
    void shouldHavePercentiles(String phi, double millis) {
        PoolMeters.monitor(registry, pool.pool());
        pool.record(90, Duration.ofMillis(2), Duration.ofMillis(10));
        pool.record(10, Duration.ofMillis(2), Duration.ofMillis(500));

        assertThat(registry.get("job.duration.percentile")
                        .tag("phi", phi)
                        .timeGauge()
                        .value(TimeUnit.MILLISECONDS))
                .isCloseTo(millis, within(millis / 100));
        assertThat(registry.get("job.duration.max").timeGauge().value(TimeUnit.MILLISECONDS))
                .isCloseTo(500, within(5.0));
        assertThat(registry.get("job.wait.percentile")
                        .tag("phi", phi)
                        .timeGauge()
                        .value(TimeUnit.MILLISECONDS))
                .isCloseTo(2, within(0.02));
    }

    @Test
    void shouldShowThePercentilesOfTheLastOneToTwoMinutes() {
        AtomicLong now = new AtomicLong();
        HdrLatencyRecorder recorder =
                new HdrLatencyRecorder(Pools.config("orders", LatencySampling.EXACT), 0, now::get);
        RecentLatency recent = new RecentLatency(recorder::report);
        try (LatencyRecorder.Writer writer = recorder.writer(0)) {
            writer.record(0, 100);
            assertThat(maxAt(0, now, recent)).isEqualTo(100);
            writer.record(0, 50);
            assertThat(maxAt(59, now, recent)).isEqualTo(100);
            assertThat(maxAt(60, now, recent)).as("since the first look").isEqualTo(50);
            writer.record(0, 20);
            assertThat(maxAt(119, now, recent)).isEqualTo(50);
            assertThat(maxAt(120, now, recent)).as("since a minute ago").isEqualTo(20);
            assertThat(maxAt(150, now, recent)).isEqualTo(20);
            assertThat(maxAt(600, now, recent))
                    .as("nothing since two minutes after the begin")
                    .isZero();
            writer.record(0, 7);
            assertThat(maxAt(601, now, recent)).isEqualTo(7);
        }
    }

    private static long maxAt(long seconds, AtomicLong now, RecentLatency recent) {
        now.set(TimeUnit.SECONDS.toNanos(seconds));
        return recent.get().series(LatencySeries.RUN).max();
    }

    /** Loads the meters where nothing of Prometheus is on the class path, as it is without the optional dependency. */
    @Test
    void shouldWorkWithoutPrometheusOnTheClassPath() throws Exception {
        URL[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("prometheus"))
                .map(LatencyMetersTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThat(hasPrometheus(loader)).isFalse();
            Object meters = loader.loadClass(WithoutPrometheus.class.getName())
                    .getMethod("count")
                    .invoke(null);
            assertThat(meters).isEqualTo(WithoutPrometheus.count()).isNotEqualTo(0);
        }
    }

    private static boolean hasPrometheus(ClassLoader loader) {
        try {
            loader.loadClass("io.prometheus.metrics.model.registry.Collector");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    /** Run in both worlds. */
    public static final class WithoutPrometheus {
        private WithoutPrometheus() {}

        public static int count() {
            MeterRegistry registry = new SimpleMeterRegistry();
            PoolMeters.monitor(registry, new FakePool("orders").pool());
            registry.get("job.duration").functionTimer();
            return registry.getMeters().size();
        }
    }
}
