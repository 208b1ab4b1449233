package dev.millrace.pool.metrics;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.WorkerPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A pool in the registries of Micrometer: its counters, gauges and times, each with the tag {@code pool}; and, for
 * dashboards that know executors of the JDK, a few of them as {@code executor.*} with the tag {@code name}. The list is
 * in {@code docs/metrics.md}. {@code jobs.processed} has the tag {@code status}, one of
 *
 * <ul>
 *   <li>{@code ok}, {@code error}: ended normally, by an exception
 *   <li>{@code cancelled}: cancelled before the start, or handed back unrun by close
 *   <li>{@code timeout}: past its budget before the start
 *   <li>{@code rejected}: refused by a full or closed pool, or dropped for other jobs
 * </ul>
 *
 * Jobs that their submitters ran in place are counted in {@code jobs.caller.ran} alone.
 *
 * <p>Nothing is done on the way of a job: what the pool counts and records anyway is read when the registry is. The
 * meters stay, and hold the pool, until this is closed or the pool is.
 *
 * <pre>{@code
 * PoolMeters.monitor(registry, pool); // goes with the pool
 * PoolMeters.of(pool).tags("zone", "north").sloBuckets(Duration.ofMillis(200)).bindTo(registry);
 * }</pre>
 *
 * Thread-safe.
 */
public final class PoolMeters implements MeterBinder, AutoCloseable {
    /** How long the close of a pool waits at most for a registry that is slow. */
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final WorkerPool pool;
    private final MeterSettings settings;
    private final List<Registered> bindings = new ArrayList<>(); // guarded by this
    private boolean following; // guarded by this
    private boolean closed; // guarded by this

    PoolMeters(WorkerPool pool, MeterSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    /**
     * Registers the meters of a pool.
     *
     * @param tags further tags of each meter
     * @return what removes them, before the pool's close does
     * @throws IllegalArgumentException if a tag has a key that meters have of their own, such as {@code pool}
     * @throws IllegalStateException if a pool of this name is registered there already
     */
    public static PoolMeters monitor(MeterRegistry registry, WorkerPool pool, Tag... tags) {
        return of(pool).tags(Tags.of(tags)).bindTo(registry);
    }

    /** Begins the description of a pool's meters. */
    public static PoolMetersBuilder of(WorkerPool pool) {
        return new PoolMetersBuilder(pool);
    }

    /**
     * Registers the meters there, too. In a composite registry with Prometheus among its parts, {@code job.duration} and
     * {@code job.wait} go to the parts that it has now; all others also to later ones.
     *
     * @throws IllegalStateException if a pool of this name is registered there already, or this is closed
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        requireNonNull(registry, "registry");
        boolean first;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the meters of pool '" + pool.name() + "' are closed");
            }
            bindings.add(Binding.of(registry, pool, settings));
            first = !following;
            following = true;
        }
        if (first) {
            pool.whenClosed().whenComplete((report, failure) -> closeBeside());
        }
    }

    /** On a thread of its own: a registry that blocks must not hold up the close of a pool. */
    private void closeBeside() {
        Thread thread = new Thread(this::close, "millrace-" + pool.name() + "-meters");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // they go without being waited for
        }
    }

    /** Removes the meters and frees the pool's name. Closing again does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        bindings.forEach(Registered::remove);
        bindings.clear();
    }
}
