package dev.millrace.pool.metrics;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Times of jobs for any registry: count and sum of the pool's life, and percentiles of the {@linkplain RecentLatency
 * last minutes}. Micrometer has no way to hand in a histogram that was recorded elsewhere.
 */
final class LatencyFunctions {
    private static final double[] PERCENTS = {50, 90, 99, 99.9};

    private final Reading<LatencyReport> life;
    private final Reading<LatencyReport> recent;
    private final Registered registered;

    LatencyFunctions(Reading<LatencyReport> life, Reading<LatencyReport> recent, Registered registered) {
        this.life = life;
        this.recent = recent;
        this.registered = registered;
    }

    void timer(MeterRegistry registry, LatencyMeter meter, String name, Tags tags) {
        DoubleSupplier count = life.meter(meter::count);
        DoubleSupplier sum = life.meter(meter::sumNanos);
        // The timer refers to its object weakly but to its functions strongly: these are what holds the pool.
        registered.add(
                registry,
                FunctionTimer.builder(
                                name,
                                life,
                                unused -> (long) count.getAsDouble(),
                                unused -> sum.getAsDouble(),
                                TimeUnit.NANOSECONDS)
                        .description(meter.description())
                        .tags(tags)
                        .register(registry));
    }

    void percentiles(MeterRegistry registry, LatencyMeter meter, String name, Tags tags) {
        String what = meter.time() + " over the last one to two minutes: ";
        for (double percent : PERCENTS) {
            gauge(
                    registry,
                    name + ".percentile",
                    what + "percentiles",
                    tags.and("phi", share(percent)),
                    report -> meter.of(report).percentile(percent));
        }
        gauge(
                registry,
                name + ".max",
                what + "the largest",
                tags,
                report -> meter.of(report).max());
    }

    /** 99.9 / 100 is not 0.999 in binary. */
    private static String share(double percent) {
        return BigDecimal.valueOf(percent).movePointLeft(2).stripTrailingZeros().toPlainString();
    }

    private void gauge(
            MeterRegistry registry, String name, String description, Tags tags, ToDoubleFunction<LatencyReport> nanos) {
        DoubleSupplier value = recent.meter(nanos);
        registered.add(
                registry,
                TimeGauge.builder(name, value::getAsDouble, TimeUnit.NANOSECONDS)
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }
}
