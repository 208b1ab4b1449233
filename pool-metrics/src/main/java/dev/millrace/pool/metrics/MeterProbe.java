package dev.millrace.pool.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopMeter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a registry's filters make of a timer: whether they deny it, its name, its tags, its buckets. Registries
 * do not tell, so a timer is made, looked at, and removed.
 */
final class MeterProbe {
    private MeterProbe() {}

    /**
     * A timer to be.
     *
     * @param buckets upper bounds
     */
    record Wanted(String name, String description, Tags tags, List<Duration> buckets) {}

    /** The timer as the registry would have it; null if it is denied, or there is one already. */
    static @Nullable Timer of(MeterRegistry registry, Wanted wanted, Registered registered) {
        Timer timer = Timer.builder(wanted.name())
                .description(wanted.description())
                .tags(wanted.tags())
                .serviceLevelObjectives(wanted.buckets().toArray(Duration[]::new))
                .register(registry);
        if (timer instanceof NoopMeter || registered.isStranger(registry, timer)) {
            return null;
        }
        registry.remove(timer);
        return timer;
    }
}
