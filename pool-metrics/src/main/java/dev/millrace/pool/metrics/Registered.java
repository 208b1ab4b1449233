package dev.millrace.pool.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was put into registries for one pool, and takes it out again. What a registry had before, and gave back instead
 * of the new meter, stays there. Not thread-safe.
 */
final class Registered {
    private static final Logger LOG = System.getLogger(Registered.class.getName());

    private final IdentityHashMap<MeterRegistry, Set<Meter>> before = new IdentityHashMap<>();
    private final Set<String> strangers = new TreeSet<>();
    private final Deque<Runnable> removals = new ArrayDeque<>();

    /** To be called before the first meter of a registry is made. */
    void begin(MeterRegistry registry) {
        if (!before.containsKey(registry)) {
            Set<Meter> meters = Collections.newSetFromMap(new IdentityHashMap<>());
            meters.addAll(registry.getMeters());
            before.put(registry, meters);
        }
    }

    /** Takes note of a new meter. */
    void add(MeterRegistry registry, Meter meter) {
        if (!isStranger(registry, meter)) {
            removals.push(() -> registry.remove(meter));
        }
    }

    /** Whether the registry had this meter before, and so does not show ours. */
    boolean isStranger(MeterRegistry registry, Meter meter) {
        Set<Meter> known = before.get(registry);
        boolean stranger = known != null && known.contains(meter);
        if (stranger) {
            addStranger(meter.getId().getName());
        }
        return stranger;
    }

    /** Another has this name and the same tags. */
    void addStranger(String name) {
        strangers.add(name);
    }

    /** Something else to undo. */
    void add(Runnable removal) {
        removals.push(removal);
    }

    /** To be called after the last meter was made. */
    void end(String pool) {
        before.clear();
        if (!strangers.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "the registry has meters with the names and tags of those of pool ''{0}'', and keeps them: {1}",
                    pool,
                    strangers);
        }
    }

    /** Takes all out, whatever the registry throws. */
    void remove() {
        while (!removals.isEmpty()) {
            try {
                removals.pop().run();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "a meter could not be removed from its registry", e);
            }
        }
    }
}
