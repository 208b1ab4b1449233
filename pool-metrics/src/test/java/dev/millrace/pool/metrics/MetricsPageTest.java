package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.metrics.prometheus.Ops;
import dev.millrace.pool.metrics.prometheus.Scrape;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the meters against the meters. */
class MetricsPageTest {
    /** Whose values are a user's. */
    private static final Set<String> OPEN = Set.of("pool", "name", "slo");

    private final FakePool pool = new FakePool("orders");

    @Test
    void shouldHaveARowForEachMeterAndNoOther() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PoolMeters.monitor(registry, pool.pool());
        Scrape scrape = Scrape.of(registry.scrape());
        List<String> expected = new ArrayList<>();
        byName(registry).forEach((name, meters) -> expected.add(row(registry, scrape, name, meters)));
        for (LatencyMeter histogram : LatencyMeter.OWN) {
            String family = histogram.name().replace('.', '_') + "_seconds";
            assertThat(scrape.helps()).containsEntry(family, histogram.description());
            expected.add("| `%s` | `%s` | %s | `pool` | %s |"
                    .formatted(histogram.name(), family, scrape.types().get(family), histogram.description()));
        }

        assertThat(rows(5)).containsExactlyInAnyOrderElementsOf(expected).isSorted();
    }

    @Test
    void shouldHaveARowForWhatOtherRegistriesGetInstead() throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        PoolMeters.monitor(registry, pool.pool());
        List<String> expected = new ArrayList<>();
        byName(registry).forEach((name, meters) -> {
            if (name.startsWith("job.")) {
                expected.add("| `%s` | %s | %s | %s |"
                        .formatted(
                                name,
                                meters.get(0).getId().getType().name().toLowerCase(Locale.ROOT),
                                tags(meters),
                                meters.get(0).getId().getDescription()));
            }
        });

        assertThat(rows(4)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Map<String, List<Meter>> byName(MeterRegistry registry) {
        return registry.getMeters().stream()
                .collect(Collectors.groupingBy(meter -> meter.getId().getName(), TreeMap::new, Collectors.toList()));
    }

    private static String row(MeterRegistry registry, Scrape scrape, String name, List<Meter> meters) {
        NamingConvention naming = registry.config().namingConvention();
        String family = meters.get(0).getId().getConventionName(naming);
        if (!scrape.types().containsKey(family)) {
            family += "_total";
        }
        assertThat(scrape.types()).containsKey(family);
        return "| `%s` | `%s` | %s | %s | %s |"
                .formatted(
                        name,
                        family,
                        scrape.types().get(family),
                        tags(meters),
                        meters.get(0).getId().getDescription());
    }

    private static String tags(List<Meter> meters) {
        Map<String, Set<String>> values = new TreeMap<>();
        for (Meter meter : meters) {
            for (Tag tag : meter.getId().getTags()) {
                values.computeIfAbsent(tag.getKey(), unused -> new TreeSet<>()).add(tag.getValue());
            }
        }
        return values.entrySet().stream()
                .map(tag -> '`'
                        + tag.getKey()
                        + '`'
                        + (OPEN.contains(tag.getKey()) ? "" : " (" + String.join(", ", tag.getValue()) + ')'))
                .collect(Collectors.joining(", "));
    }

    /** The rows of tables with so many columns. */
    private static List<String> rows(int columns) throws IOException {
        return Files.readAllLines(Ops.PAGE).stream()
                .filter(line -> line.startsWith("| `")
                        && line.chars().filter(c -> c == '|').count() == columns + 1)
                .toList();
    }
}
