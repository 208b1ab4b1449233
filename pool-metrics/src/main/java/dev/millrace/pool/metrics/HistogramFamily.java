package dev.millrace.pool.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The histograms of one name in a Prometheus registry, those of all pools: a scrape names each family once.
 *
 * <p>Loaded only where there is such a registry.
 */
final class HistogramFamily implements Collector {
    /** Guarded by itself. */
    private static final Map<PrometheusRegistry, Map<String, HistogramFamily>> FAMILIES = new WeakHashMap<>();

    private final String name;
    private final String help;
    /** Written under the monitor of {@link #FAMILIES}, read by scrapes. */
    private final List<Member> members = new CopyOnWriteArrayList<>();

    private HistogramFamily(String name, String help) {
        this.name = name;
        this.help = help;
    }

    private record Member(Labels labels, Supplier<HistogramDataPointSnapshot> histogram) {}

    /**
     * Adds a histogram to its family.
     *
     * @return takes it away again; null if there is one with the same labels, which would spoil the whole scrape
     */
    static @Nullable Runnable add(
            PrometheusRegistry registry,
            String name,
            String help,
            Labels labels,
            Supplier<HistogramDataPointSnapshot> histogram) {
        Member member = new Member(labels, histogram);
        synchronized (FAMILIES) {
            Map<String, HistogramFamily> families = FAMILIES.computeIfAbsent(registry, unused -> new HashMap<>());
            HistogramFamily family = families.get(name);
            if (family == null) {
                family = new HistogramFamily(name, help);
                family.members.add(member);
                registry.register(family);
                families.put(name, family);
            } else if (family.members.stream().anyMatch(other -> other.labels().equals(labels))) {
                return null;
            } else {
                family.members.add(member);
            }
        }
        return () -> remove(registry, name, member);
    }

    private static void remove(PrometheusRegistry registry, String name, Member member) {
        synchronized (FAMILIES) {
            Map<String, HistogramFamily> families = FAMILIES.getOrDefault(registry, Map.of());
            HistogramFamily family = families.get(name);
            if (family != null && family.members.remove(member) && family.members.isEmpty()) {
                families.remove(name);
                registry.unregister(family);
            }
        }
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(name).help(help);
        members.forEach(member -> snapshot.dataPoint(member.histogram().get()));
        return snapshot.build();
    }
}
