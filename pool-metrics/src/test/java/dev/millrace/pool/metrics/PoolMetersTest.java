package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolMetersTest {
    /** Of a pool without objectives and without a recorder. */
    private static final int METERS =
            PoolFigures.all().size() + ExecutorFigures.all().size();

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerPool orders = Pools.with("orders", () -> Pools.stats("orders"));

    @Test
    void shouldShowGaugesAndCountersByTheirNames() {
        PoolMeters.monitor(registry, orders, Tag.of("zone", "north"));

        assertThat(gauge("pool.size")).isEqualTo(7);
        assertThat(gauge("pool.busy")).isEqualTo(3);
        assertThat(gauge("pool.in.pending")).isEqualTo(41);
        assertThat(gauge("pool.in.capacity")).isEqualTo(100);
        assertThat(registry.get("pool.steals").functionCounter().count()).isEqualTo(17);
        assertThat(registry.getMeters()).hasSize(METERS).allSatisfy(meter -> {
            assertThat(meter.getId().getDescription()).isNotBlank();
            boolean ours = !meter.getId().getName().startsWith("executor.");
            assertThat(meter.getId().getTag(ours ? "pool" : "name")).isEqualTo("orders");
            assertThat(meter.getId().getBaseUnit() == null).isEqualTo(ours);
            assertThat(meter.getId().getTag("zone")).isEqualTo("north");
        });
    }

    @ParameterizedTest
    @CsvSource({"ok, 501", "error, 52", "cancelled, 39", "timeout, 14", "rejected, 312"})
    void shouldCountJobsByWhatBecameOfThem(String status, double count) {
        PoolMeters.monitor(registry, orders);

        assertThat(registry.get("jobs.processed")
                        .tag("status", status)
                        .functionCounter()
                        .count())
                .isEqualTo(count);
    }

    @Test
    void shouldFollowThePool() {
        AtomicReference<PoolStats> stats = new AtomicReference<>(Pools.stats("orders"));
        PoolMeters.monitor(registry, Pools.with("orders", stats::get));
        assertThat(gauge("pool.busy")).isEqualTo(3);

        PoolStats old = stats.get();
        stats.set(new PoolStats(
                old.name(),
                old.state(),
                old.jobs(),
                old.depth(),
                new PoolStats.Workers(9, 1, 16, 7, 6, 0, 1, 11, 0, 0, 0, false, 0, 0, 0),
                old.flow(),
                old.fans(),
                PoolStats.Rejections.NONE,
                PoolStats.Resizes.NONE));
        assertThat(gauge("pool.busy")).isEqualTo(6);
    }

    @Test
    void shouldRemoveItsMetersAtCloseAndNoOthers() {
        PoolMeters other = PoolMeters.monitor(registry, Pools.with("mails", () -> Pools.stats("mails")));
        PoolMeters meters = PoolMeters.monitor(registry, orders);

        meters.close();

        assertThat(registry.getMeters())
                .hasSize(METERS)
                .allMatch(meter -> meter.getId().getTags().stream()
                        .anyMatch(tag -> tag.getValue().equals("mails")));
        other.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void shouldRefuseASecondPoolOfOneNameUntilTheFirstIsClosed() {
        PoolMeters first = PoolMeters.monitor(registry, orders);
        WorkerPool namesake = Pools.with("orders", () -> Pools.stats("orders"));

        assertThatThrownBy(() -> PoolMeters.monitor(registry, namesake, Tag.of("zone", "south")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a pool named 'orders' is already registered");
        assertThat(registry.getMeters()).hasSize(METERS);

        PoolMeters.monitor(new SimpleMeterRegistry(), namesake);
        first.close();
        PoolMeters second = PoolMeters.monitor(registry, namesake);
        first.close();
        assertThatThrownBy(() -> PoolMeters.monitor(registry, orders)).isInstanceOf(IllegalStateException.class);
        assertThat(registry.getMeters()).hasSize(METERS);
        second.close();
    }

    @Test
    void shouldRefuseANamesakeEvenIfAFilterRenamesTheMeters() {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.withName("app." + id.getName());
            }
        });
        PoolMeters meters = PoolMeters.monitor(registry, orders);

        assertThat(registry.find("app.pool.size").gauge()).isNotNull();
        assertThatThrownBy(() -> PoolMeters.monitor(registry, orders)).isInstanceOf(IllegalStateException.class);
        meters.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void shouldLeaveNothingBehindWhenRegisteringFails() {
        AtomicReference<RuntimeException> failure =
                new AtomicReference<>(new IllegalArgumentException("tag keys differ"));
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName().equals("pool.steals") && failure.get() != null) {
                    throw failure.get();
                }
                return id;
            }
        });

        assertThatThrownBy(() -> PoolMeters.monitor(registry, orders)).isSameAs(failure.get());
        assertThat(registry.getMeters()).isEmpty();
        failure.set(null);
        PoolMeters.monitor(registry, orders);
        assertThat(registry.getMeters()).hasSize(METERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool.in.pending", "pool.steals"})
    void shouldHoldThePoolWhenNobodyElseDoes(String onlyMeter) {
        registry.config().meterFilter(MeterFilter.denyUnless(id -> id.getName().equals(onlyMeter)));
        WeakReference<Object> collected = monitorAndForget();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (collected.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }

        assertThat(collected.get()).isNull();
        Measurement measured =
                registry.get(onlyMeter).meter().measure().iterator().next();
        assertThat(measured.getValue()).isEqualTo(onlyMeter.equals("pool.steals") ? 17 : 41);
    }

    /** A witness that is collected when the pool could have been. */
    private WeakReference<Object> monitorAndForget() {
        PoolMeters.monitor(registry, Pools.with("forgotten", () -> Pools.stats("forgotten")));
        return new WeakReference<>(new Object());
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
