package dev.millrace.pool.metrics;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.WorkerPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;

/** The description of a pool's meters. Each setting is checked at once and changes nothing if it is refused. Not thread-safe. */
public final class PoolMetersBuilder {
    private final WorkerPool pool;
    private MeterSettings settings = MeterSettings.DEFAULT;

    PoolMetersBuilder(WorkerPool pool) {
        this.pool = requireNonNull(pool, "pool");
    }

    /**
     * Adds tags to each meter. Their values should be few: each combination is a time series.
     *
     * @throws IllegalArgumentException if a key is one of those that the meters have of their own, such as {@code pool}
     */
    public PoolMetersBuilder tags(Iterable<? extends Tag> tags) {
        settings = settings.tags(requireNonNull(tags, "tags"));
        return this;
    }

    /**
     * Adds tags to each meter, as {@link #tags(Iterable)}.
     *
     * @param keyValues keys and values in turn
     */
    public PoolMetersBuilder tags(String... keyValues) {
        return tags(Tags.of(requireNonNull(keyValues, "keyValues")));
    }

    /**
     * Puts a word and a dot before each name: with {@code app} it is {@code app.pool.size}. Rules and dashboards that
     * come with the pool know the names without it. Default: none.
     *
     * @param word words of {@code [A-Za-z0-9_]} with dots between them, or the empty string for none
     * @throws IllegalArgumentException if it is not
     */
    public PoolMetersBuilder prefix(String word) {
        settings = settings.prefix(requireNonNull(word, "word"));
        return this;
    }

    /**
     * Sets the upper bounds of the histograms {@code job.duration} and {@code job.wait}; one second is always among
     * them. Default: 10 us to 60 s in 15 steps.
     *
     * @param limits above 0, at most an hour
     * @throws IllegalArgumentException if one is not
     */
    public PoolMetersBuilder sloBuckets(Duration... limits) {
        settings = settings.sloBuckets(List.of(requireNonNull(limits, "limits")));
        return this;
    }

    /** Meters that are in no registry yet. */
    public PoolMeters build() {
        return new PoolMeters(pool, settings);
    }

    /**
     * Registers the meters.
     *
     * @return what removes them
     * @throws IllegalStateException if a pool of this name is registered there already
     */
    public PoolMeters bindTo(MeterRegistry registry) {
        PoolMeters meters = build();
        meters.bindTo(registry);
        return meters;
    }
}
