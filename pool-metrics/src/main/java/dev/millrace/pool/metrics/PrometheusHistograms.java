package dev.millrace.pool.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Times of jobs as histograms in a Prometheus registry, built at each scrape from what the workers have recorded anyway.
 *
 * * <p>Loaded only where there is such a registry: {@link LatencyMeters} asks first.
 */
final class PrometheusHistograms {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private PrometheusHistograms() {}

    /**
     * Adds the histogram of a pool, under the name and with the tags and buckets that the registry's filters and naming
     * make of it.
     */
    static void register(
            MeterRegistry registry,
            LatencyMeter meter,
            MeterProbe.Wanted wanted,
            Reading<LatencyReport> life,
            Registered registered) {
        PrometheusMeterRegistry prometheus = (PrometheusMeterRegistry) registry;
        Timer timer = MeterProbe.of(prometheus, wanted, registered);
        if (timer == null) {
            return;
        }
        long[] limits = Arrays.stream(timer.takeSnapshot().histogramCounts())
                .mapToLong(bucket -> limit(bucket))
                .filter(limit -> limit < Long.MAX_VALUE)
                .sorted()
                .distinct()
                .toArray();
        NamingConvention naming = prometheus.config().namingConvention();
        Labels labels = labels(Tags.of(timer.getId().getConventionTags(naming)));
        Histograms histograms = new Histograms(meter, limits, labels);
        Runnable removal = HistogramFamily.add(
                prometheus.getPrometheusRegistry(),
                timer.getId().getConventionName(naming),
                meter.description(),
                labels,
                life.view(histograms::of));
        if (removal == null) {
            registered.addStranger(timer.getId().getName());
        } else {
            registered.add(removal);
        }
    }

    private static long limit(CountAtBucket bucket) {
        return Math.round(bucket.bucket(TimeUnit.NANOSECONDS));
    }

    private static Labels labels(Tags tags) {
        return Labels.of(
                tags.stream().map(tag -> tag.getKey()).toArray(String[]::new),
                tags.stream().map(tag -> tag.getValue()).toArray(String[]::new));
    }

    /**
     * Builds the histogram of one series.
     *
     * @param limits upper bounds in nanoseconds, ascending, all finite
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Histograms(LatencyMeter meter, long[] limits, Labels labels) {

        HistogramDataPointSnapshot of(LatencyReport report) {
            LatencyDistribution distribution = meter.of(report);
            int weight = LatencyMeter.weight(report);
            double[] bounds = new double[limits.length + 1];
            long[] counts = new long[limits.length + 1];
            long before = 0;
            for (int i = 0; i < limits.length; i++) {
                long upToHere = distribution.countUpTo(limits[i]);
                bounds[i] = limits[i] / NANOS;
                counts[i] = (upToHere - before) * weight;
                before = upToHere;
            }
            bounds[limits.length] = Double.POSITIVE_INFINITY;
            counts[limits.length] = (distribution.count() - before) * weight;
            return HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                    .sum(meter.sumNanos(report) / NANOS)
                    .labels(labels)
                    .build();
        }
    }
}
