package dev.millrace.pool.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * How a pool's meters look, valid by construction.
 *
 * @param tags further tags of each meter
 * @param prefix what stands before each name and a dot; or empty
 * @param sloBuckets upper bounds of histograms, ascending, with one second among them
 */
record MeterSettings(Tags tags, String prefix, List<Duration> sloBuckets) {
    /** The keys that meters have of their own. */
    private static final Set<String> OWN_KEYS =
            Set.of("pool", "name", "status", "tier", "direction", "reason", "slo", "window", "phi", "le");

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*");
    private static final Duration LONGEST = Duration.ofNanos(SeriesHistograms.HIGHEST_NANOS);

    /** Service level objectives speak of seconds, and so does the alert. */
    private static final Duration ALWAYS = Duration.ofSeconds(1);

    static final MeterSettings DEFAULT = new MeterSettings(
            Tags.empty(),
            "",
            LongStream.of(
                            10,
                            100,
                            1_000,
                            5_000,
                            10_000,
                            25_000,
                            50_000,
                            100_000,
                            250_000,
                            500_000,
                            2_500_000,
                            5_000_000,
                            10_000_000,
                            60_000_000)
                    .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
                    .toList());

    MeterSettings {
        for (Tag tag : tags) {
            if (OWN_KEYS.contains(tag.getKey())) {
                throw new IllegalArgumentException(
                        "tags must not have the keys of the meters themselves, was '" + tag.getKey() + "'");
            }
        }
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "prefix must be words of [A-Za-z0-9_] with dots between them, was '" + prefix + "'");
        }
        sloBuckets = sorted(sloBuckets);
    }

    private static List<Duration> sorted(List<Duration> buckets) {
        SortedSet<Duration> sorted = new TreeSet<>();
        for (Duration bucket : buckets) {
            requireNonNull(bucket, "sloBuckets");
            if (bucket.isNegative() || bucket.isZero() || bucket.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "sloBuckets must be above 0 and at most " + LONGEST + ", was " + bucket);
            }
            sorted.add(bucket);
        }
        sorted.add(ALWAYS);
        return List.copyOf(sorted);
    }

    MeterSettings tags(Iterable<? extends Tag> more) {
        return new MeterSettings(tags.and(Tags.of(more)), prefix, sloBuckets);
    }

    MeterSettings prefix(String other) {
        return new MeterSettings(tags, other, sloBuckets);
    }

    MeterSettings sloBuckets(List<Duration> others) {
        return new MeterSettings(tags, prefix, others);
    }

    /** A meter's full name. */
    String name(String own) {
        return prefix.isEmpty() ? own : prefix + "." + own;
    }
}
