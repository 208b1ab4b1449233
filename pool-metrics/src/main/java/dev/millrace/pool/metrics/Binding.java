package dev.millrace.pool.metrics;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.WorkerPool;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Puts the meters of one pool into one registry. */
final class Binding {
    private static final Logger LOG = System.getLogger(PoolMeters.class.getName());

    private final MeterRegistry registry;
    private final WorkerPool pool;
    private final MeterSettings settings;
    private final Registered registered = new Registered();
    private final Reading<Glance> glances;

    private Binding(MeterRegistry registry, WorkerPool pool, MeterSettings settings) {
        this.registry = registry;
        this.pool = pool;
        this.settings = settings;
        this.glances = new Reading<>(() -> Glance.at(pool));
    }

    /**
     * All meters, or none if the registry throws.
     *
     * @throws IllegalStateException if a pool of this name is registered there already
     */
    static Registered of(MeterRegistry registry, WorkerPool pool, MeterSettings settings) {
        Binding binding = new Binding(registry, pool, settings);
        Registered registered = binding.registered;
        registered.add(NamesTaken.take(registry, settings.prefix(), pool.name()));
        try {
            binding.register();
            return registered;
        } catch (RuntimeException | Error e) {
            registered.remove();
            throw e;
        }
    }

    private void register() {
        Tags own = settings.tags().and("pool", pool.name());
        Tags executor = settings.tags().and("name", pool.name());
        registered.begin(registry);
        add(PoolFigures.all(), own);
        add(SloFigures.of(pool.slos()), own);
        add(ExecutorFigures.all(), executor);
        LatencyRecorder recorder = pool.latency().orElse(null);
        if (recorder instanceof HdrLatencyRecorder hdr) {
            new LatencyMeters(hdr, settings, registered).register(registry, own, executor);
        } else {
            LOG.log(
                    Level.INFO,
                    "pool ''{0}'' {1}, so there are no meters of job.duration, job.wait, executor and executor.idle",
                    pool.name(),
                    recorder == null
                            ? "records no latency"
                            : "records latency with " + recorder.getClass().getName());
        }
        registered.end(pool.name());
    }

    private void add(List<Figure> figures, Tags tags) {
        for (Figure figure : figures) {
            add(figure, settings.name(figure.name()), tags.and(figure.tags()));
        }
    }

    private void add(Figure figure, String name, Tags tags) {
        DoubleSupplier value = glances.meter(figure.value());
        if (figure.counts()) {
            // The counter refers to its object weakly but to its function strongly: the function is what holds the
            // pool.
            registered.add(
                    registry,
                    FunctionCounter.builder(name, glances, unused -> value.getAsDouble())
                            .description(figure.description())
                            .baseUnit(figure.unit())
                            .tags(tags)
                            .register(registry));
        } else {
            registered.add(
                    registry,
                    Gauge.builder(name, value::getAsDouble)
                            .description(figure.description())
                            .baseUnit(figure.unit())
                            .tags(tags)
                            .register(registry));
        }
    }
}
