package dev.millrace.bench.tax;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.context.Contexts;
import dev.millrace.pool.metrics.PoolMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** How much a pool is watched, or which contexts its jobs carry. The first of each kind is what the others are compared with. */
enum Variant {
    /** Nothing is timed, reported or scraped. */
    BARE(Kind.WATCHING) {
        @Override
        Watched open(int workers, int capacity) {
            return plain(builder(workers, capacity, bare()));
        }
    },
    /** With default settings: one job of 64 timed, jobs of a minute reported. */
    SAMPLED(Kind.WATCHING) {
        @Override
        Watched open(int workers, int capacity) {
            return plain(builder(workers, capacity, builder -> {}));
        }
    },
    /** The defaults, with meters in a Prometheus registry that is scraped once a second. */
    METERS(Kind.WATCHING) {
        @Override
        Watched open(int workers, int capacity) {
            WorkerPool pool = builder(workers, capacity, builder -> {}).build();
            return new Watched(pool, scrape(pool));
        }
    },
    /** The same, with three objectives and a status page that is read once a second. */
    PAGE(Kind.WATCHING) {
        @Override
        Watched open(int workers, int capacity) {
            WorkerPool pool = builder(
                            workers,
                            capacity,
                            builder -> builder.slo(
                                    Slo.p99(Series.RUN, Duration.ofSeconds(1)),
                                    Slo.depthBelow(0.5, 0.99),
                                    Slo.errorsBelow(0.001)))
                    .build();
            Runnable scrape = scrape(pool);
            PageReader page = PageReader.of(pool);
            return new Watched(
                    pool,
                    () -> {
                        scrape.run();
                        page.read();
                    },
                    page::close);
        }
    },
    /** Every job timed; no meters. */
    EXACT(Kind.WATCHING) {
        @Override
        Watched open(int workers, int capacity) {
            return plain(builder(workers, capacity, builder -> builder.latency(LatencySampling.EXACT)));
        }
    },
    /** Jobs carry nothing. */
    NO_CONTEXT(Kind.CONTEXTS) {
        @Override
        Watched open(int workers, int capacity) {
            return plain(builder(workers, capacity, builder -> {}));
        }
    },
    /** Two log markers. */
    MDC(Kind.CONTEXTS) {
        @Override
        Watched open(int workers, int capacity) {
            return plain(builder(workers, capacity, builder -> builder.contextPropagation(Contexts.mdc())));
        }
    },
    /** Two thread locals. */
    MICROMETER(Kind.CONTEXTS) {
        @Override
        Watched open(int workers, int capacity) {
            return plain(builder(workers, capacity, builder -> builder.contextPropagation(Contexts.micrometer())));
        }
    },
    /** A context with a value of its own. */
    OPEN_TELEMETRY(Kind.CONTEXTS) {
        @Override
        Watched open(int workers, int capacity) {
            return plain(builder(workers, capacity, builder -> builder.contextPropagation(Contexts.openTelemetry())));
        }
    },
    /** All three. */
    ALL_CONTEXTS(Kind.CONTEXTS) {
        @Override
        Watched open(int workers, int capacity) {
            return plain(builder(
                    workers,
                    capacity,
                    builder -> builder.contextPropagation(
                            Contexts.all(Contexts.mdc(), Contexts.micrometer(), Contexts.openTelemetry()))));
        }
    };

    /** What is compared with each other. */
    enum Kind {
        WATCHING,
        CONTEXTS
    }

    private final Kind kind;

    Variant(Kind kind) {
        this.kind = kind;
    }

    /** Starts a pool. */
    abstract Watched open(int workers, int capacity);

    static List<Variant> of(Kind kind) {
        return List.of(values()).stream()
                .filter(variant -> variant.kind == kind)
                .toList();
    }

    private static Consumer<WorkerPoolBuilder> bare() {
        return builder -> builder.latency(LatencySampling.OFF).stuckJobs(StuckJobs.OFF);
    }

    private static WorkerPoolBuilder builder(int workers, int capacity, Consumer<WorkerPoolBuilder> settings) {
        WorkerPoolBuilder builder = WorkerPool.builder("tax")
                .workers(workers)
                .queueCapacity(capacity)
                .whenFull(WhenFull.block())
                .daemon(true);
        settings.accept(builder);
        return builder;
    }

    private static Watched plain(WorkerPoolBuilder builder) {
        return new Watched(builder.build(), () -> {});
    }

    @SuppressWarnings("resource") // the meters go with the pool, as the registry does
    private static Runnable scrape(WorkerPool pool) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PoolMeters.monitor(registry, pool);
        return () -> {
            if (registry.scrape().isEmpty()) {
                throw new IllegalStateException("nothing to scrape");
            }
        };
    }
}
