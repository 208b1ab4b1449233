package dev.millrace.pool.metrics;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.ToDoubleFunction;

/**
 * A pool's gauges and counters in a Micrometer registry, each with the tag {@code pool}. They stay until this is
 * closed, and hold the pool for so long; close it with the pool, or the registry goes on showing a dead one.
 *
 * <p>Gauges: {@code pool.size}, {@code pool.busy}, {@code pool.in.pending}, {@code pool.in.capacity}. Counters: {@code
 * pool.steals} and {@code jobs.processed} with the tag {@code status}, one of
 *
 * <ul>
 *   <li>{@code ok}, {@code error}: ended normally, by an exception
 *   <li>{@code cancelled}: cancelled before the start, or handed back unrun by close
 *   <li>{@code timeout}: past its budget before the start
 *   <li>{@code rejected}: refused by a full or closed pool, or dropped for other jobs
 * </ul>
 *
 * Jobs that their submitters ran in place are in none of them. Thread-safe.
 */
public final class PoolMeters implements AutoCloseable {
    /**
     * Names taken in each registry; guarded by itself. A second pool of one name would be silently ignored by
     * Micrometer, which keeps the first meter. Kept here and not looked up there, where a filter may have renamed or
     * denied the meters.
     */
    private static final Map<MeterRegistry, Set<String>> TAKEN = new WeakHashMap<>();

    private final MeterRegistry registry;
    private final WorkerPool pool;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>(); // guarded by this
    private boolean closed; // guarded by this

    private PoolMeters(MeterRegistry registry, WorkerPool pool, Tags tags) {
        this.registry = registry;
        this.pool = pool;
        this.tags = tags;
    }

    /**
     * Registers the meters of a pool.
     *
     * @param tags further tags of each meter
     * @return what removes them
     * @throws IllegalStateException if a pool of this name is registered there already
     */
    public static PoolMeters monitor(MeterRegistry registry, WorkerPool pool, Tag... tags) {
        requireNonNull(registry, "registry");
        String name = pool.name();
        PoolMeters meters = new PoolMeters(registry, pool, Tags.of(tags).and("pool", name));
        synchronized (TAKEN) {
            if (!TAKEN.computeIfAbsent(registry, unused -> new HashSet<>()).add(name)) {
                throw new IllegalStateException("a pool named '" + name + "' is already registered");
            }
        }
        try {
            meters.register();
        } catch (RuntimeException e) {
            meters.close();
            throw e;
        }
        return meters;
    }

    private synchronized void register() {
        gauge("pool.size", "Workers at their place", stats -> stats.workers().live());
        gauge("pool.busy", "Workers that run a job", stats -> stats.workers().busy());
        gauge(
                "pool.in.pending",
                "Jobs accepted and not started",
                stats -> stats.depth().total());
        gauge(
                "pool.in.capacity",
                "How many jobs may be accepted and not started",
                stats -> stats.depth().capacity());
        counter(
                "pool.steals",
                "Times that a worker took work from another",
                tags,
                stats -> stats.flow().steals());
        processed("ok", PoolStats.Jobs::completed);
        processed("error", PoolStats.Jobs::failed);
        processed("cancelled", jobs -> jobs.cancelled() + jobs.handedBack());
        processed("timeout", PoolStats.Jobs::expired);
        processed("rejected", jobs -> jobs.rejected() + jobs.dropped());
    }

    private void processed(String status, ToDoubleFunction<PoolStats.Jobs> count) {
        counter(
                "jobs.processed",
                "Jobs by what became of them",
                tags.and("status", status),
                stats -> count.applyAsDouble(stats.jobs()));
    }

    // Each meter reads the statistics anew: ten sums over the workers a scrape cost microseconds every few seconds.
    // A cache would need a lock, lest a counter step back, which a monitoring system takes for a restart.

    private void gauge(String name, String description, ToDoubleFunction<PoolStats> value) {
        meters.add(Gauge.builder(name, pool, read -> value.applyAsDouble(read.stats()))
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    private void counter(String name, String description, Tags tags, ToDoubleFunction<PoolStats> value) {
        // The counter refers to its object weakly but to its function strongly: the function is what holds the pool.
        WorkerPool held = pool;
        meters.add(FunctionCounter.builder(name, held, unused -> value.applyAsDouble(held.stats()))
                .description(description)
                .tags(tags)
                .register(registry));
    }

    /** Removes the meters and frees the pool's name. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        meters.forEach(registry::remove);
        synchronized (TAKEN) {
            Set<String> names = TAKEN.get(registry);
            if (names != null) {
                names.remove(pool.name());
            }
        }
    }
}
