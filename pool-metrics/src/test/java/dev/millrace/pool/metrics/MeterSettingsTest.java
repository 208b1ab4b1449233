package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeterSettingsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final FakePool pool = new FakePool("orders");

    @Test
    void shouldPutAWordBeforeEachNameAndTagsOnEachMeter() {
        PoolMeters.of(pool.pool()).prefix("app").tags("zone", "north").bindTo(registry);

        assertThat(registry.getMeters()).hasSizeGreaterThan(60).allSatisfy(meter -> {
            assertThat(meter.getId().getName()).startsWith("app.");
            assertThat(meter.getId().getTag("zone")).isEqualTo("north");
        });
        assertThat(registry.get("app.pool.size").gauge().value()).isEqualTo(7);
        PoolMeters.monitor(registry, pool.pool());
        assertThat(registry.get("pool.size").gauge().value())
                .as("under other names it may be there twice")
                .isEqualTo(7);
    }

    @Test
    void shouldSortTheBucketsAndHaveOneSecondAmongThem() {
        assertThat(MeterSettings.DEFAULT
                        .sloBuckets(List.of(
                                Duration.ofSeconds(2),
                                Duration.ofMillis(3),
                                Duration.ofSeconds(2),
                                Duration.ofHours(1)))
                        .sloBuckets())
                .containsExactly(
                        Duration.ofMillis(3), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofHours(1));
        assertThat(MeterSettings.DEFAULT.sloBuckets()).hasSize(15).isSorted().contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT1H0.000000001S"})
    void shouldRefuseABucketOutsideItsRangeAndKeepWhatWasSet(Duration bad) {
        PoolMetersBuilder builder = PoolMeters.of(pool.pool());

        assertThatThrownBy(() -> builder.sloBuckets(Duration.ofMillis(1), bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sloBuckets must be above 0 and at most PT1H, was " + bad);
        builder.bindTo(registry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "name", "status", "slo", "le"})
    void shouldRefuseTagsThatMetersHaveThemselves(String key) {
        assertThatThrownBy(() -> PoolMeters.monitor(registry, pool.pool(), Tag.of(key, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tags must not have the keys of the meters themselves, was '" + key + "'");
        assertThat(registry.getMeters()).isEmpty();
        PoolMeters.monitor(registry, pool.pool());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a.", ".a", "a b", "1a", "a..b", "ä"})
    void shouldRefuseAPrefixThatIsNone(String bad) {
        assertThatThrownBy(() -> PoolMeters.of(pool.pool()).prefix(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefix must be words of [A-Za-z0-9_] with dots between them, was '" + bad + "'");
    }

    @Test
    void shouldNameWhatIsNull() {
        assertThatThrownBy(() -> PoolMeters.of(null)).hasMessage("pool");
        assertThatThrownBy(() -> PoolMeters.monitor(null, pool.pool())).hasMessage("registry");
        assertThatThrownBy(() -> PoolMeters.of(pool.pool()).sloBuckets((Duration[]) null))
                .hasMessage("limits");
    }
}
