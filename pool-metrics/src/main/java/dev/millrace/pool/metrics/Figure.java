package dev.millrace.pool.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One meter to be: a gauge, or a counter.
 *
 * @param name without the prefix
 * @param description what it shows, for people
 * @param unit base unit, which Prometheus writes behind the name, or null
 * @param counts whether it only grows
 * @param tags its own, beside those of the pool
 * @param value what it shows
 */
record Figure(
        String name,
        String description,
        @Nullable String unit,
        boolean counts,
        Tags tags,
        ToDoubleFunction<Glance> value) {

    static Figure gauge(String name, String description, ToDoubleFunction<Glance> value) {
        return new Figure(name, description, null, false, Tags.empty(), value);
    }

    static Figure counter(String name, String description, ToDoubleFunction<Glance> value) {
        return new Figure(name, description, null, true, Tags.empty(), value);
    }

    Figure tagged(String... keyValues) {
        return new Figure(name, description, unit, counts, tags.and(keyValues), value);
    }

    Figure in(String baseUnit) {
        return new Figure(name, description, baseUnit, counts, tags, value);
    }
}
