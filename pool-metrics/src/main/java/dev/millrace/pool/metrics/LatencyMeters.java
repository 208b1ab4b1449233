package dev.millrace.pool.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Set;

/** Shows what jobs waited and ran, as histograms where the registry has a way in for them, else as count, sum and percentiles. */
final class LatencyMeters {
    private final HdrLatencyRecorder recorder;
    private final MeterSettings settings;
    private final Registered registered;
    private final Reading<LatencyReport> life;
    private final LatencyFunctions functions;

    LatencyMeters(HdrLatencyRecorder recorder, MeterSettings settings, Registered registered) {
        this.recorder = recorder;
        this.settings = settings;
        this.registered = registered;
        this.life = new Reading<>(recorder::report);
        this.functions = new LatencyFunctions(life, new Reading<>(new RecentLatency(recorder::report)), registered);
    }

    void register(MeterRegistry registry, Tags own, Tags executor) {
        double oneIn = LatencyMeter.weight(recorder.report());
        registered.add(
                registry,
                Gauge.builder(settings.name("pool.latency.sampling"), () -> oneIn)
                        .description("Every how many-th job is timed")
                        .tags(own)
                        .register(registry));
        for (LatencyMeter meter : LatencyMeter.EXECUTOR) {
            functions.timer(registry, meter, settings.name(meter.name()), executor);
        }
        Set<MeterRegistry> parts = NamesTaken.withParts(registry);
        boolean histograms = parts.stream().anyMatch(LatencyMeters::isPrometheus);
        for (LatencyMeter meter : LatencyMeter.OWN) {
            String name = settings.name(meter.name());
            if (!histograms) {
                functions(registry, meter, name, own);
            } else if (registry instanceof CompositeMeterRegistry) {
                parts(registry, parts, meter, name, own);
            } else {
                histogram(registry, meter, name, own);
            }
        }
    }

    /** A composite registry has its own filters, before those of its parts. */
    private void parts(MeterRegistry whole, Set<MeterRegistry> parts, LatencyMeter meter, String name, Tags tags) {
        Timer timer = MeterProbe.of(whole, wanted(meter, name, tags), registered);
        if (timer == null) {
            return;
        }
        Meter.Id id = timer.getId();
        for (MeterRegistry part : parts) {
            if (isPrometheus(part)) {
                histogram(part, meter, id.getName(), Tags.of(id.getTags()));
            } else if (!(part instanceof CompositeMeterRegistry)) {
                functions(part, meter, id.getName(), Tags.of(id.getTags()));
            }
        }
    }

    private void histogram(MeterRegistry registry, LatencyMeter meter, String name, Tags tags) {
        registered.begin(registry);
        PrometheusHistograms.register(registry, meter, wanted(meter, name, tags), life, registered);
    }

    private void functions(MeterRegistry registry, LatencyMeter meter, String name, Tags tags) {
        registered.begin(registry);
        functions.timer(registry, meter, name, tags);
        functions.percentiles(registry, meter, name, tags);
    }

    private MeterProbe.Wanted wanted(LatencyMeter meter, String name, Tags tags) {
        return new MeterProbe.Wanted(name, meter.description(), tags, List.copyOf(settings.sloBuckets()));
    }

    /** By name: the class need not be there. */
    private static boolean isPrometheus(MeterRegistry registry) {
        for (Class<?> type = registry.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("io.micrometer.prometheusmetrics.PrometheusMeterRegistry")) {
                return true;
            }
        }
        return false;
    }
}
