package dev.millrace.pool.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The pools that each registry shows. Micrometer would silently ignore a second one of the same name, since it keeps
 * the first meter. Kept here and not looked up there, where a filter may have renamed or denied the meters. Guarded by
 * {@link #TAKEN}, under which nobody's code is called.
 */
final class NamesTaken {
    private static final Map<MeterRegistry, Set<String>> TAKEN = new WeakHashMap<>();

    private NamesTaken() {}

    /**
     * Takes a name in a registry, and in those that it consists of.
     *
     * @param prefix what stands before the names of the meters
     * @return gives the name back
     * @throws IllegalStateException if it is taken in one of them; nothing is taken then
     */
    static Runnable take(MeterRegistry registry, String prefix, String name) {
        String key = prefix + "/" + name;
        Set<MeterRegistry> all = withParts(registry);
        synchronized (TAKEN) {
            for (MeterRegistry each : all) {
                if (TAKEN.getOrDefault(each, Set.of()).contains(key)) {
                    throw new IllegalStateException("a pool named '" + name + "' is already registered");
                }
            }
            all.forEach(each ->
                    TAKEN.computeIfAbsent(each, unused -> new HashSet<>()).add(key));
        }
        return () -> free(all, key);
    }

    private static void free(Set<MeterRegistry> registries, String key) {
        synchronized (TAKEN) {
            for (MeterRegistry each : registries) {
                Set<String> names = TAKEN.get(each);
                if (names != null) {
                    names.remove(key);
                }
            }
        }
    }

    /** The registry, and those that a composite one consists of now. */
    static Set<MeterRegistry> withParts(MeterRegistry registry) {
        Set<MeterRegistry> all = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(registry, all);
        return all;
    }

    private static void collect(MeterRegistry registry, Set<MeterRegistry> all) {
        if (all.add(registry) && registry instanceof CompositeMeterRegistry composite) {
            composite.getRegistries().forEach(part -> collect(part, all));
        }
    }
}
