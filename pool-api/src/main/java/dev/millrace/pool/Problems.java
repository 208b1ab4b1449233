package dev.millrace.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the broken rules of one set of settings, so that a user mends them in one round. Confined to one thread. */
final class Problems {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Duration LEAST_PERIOD = Duration.ofMillis(1);
    private static final Duration LEAST_WINDOW = Duration.ofSeconds(1);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(24);
    private static final Duration LEAST_LIMIT = Duration.ofNanos(1_000);
    private static final Duration LONGEST_LIMIT = Duration.ofHours(1);
    private static final int SHOWN = 64;
    private static final long MAX_LANE_SLOTS = 1L << 26;

    private final List<String> found = new ArrayList<>();

    void require(boolean holds, String format, Object... values) {
        if (!holds) {
            found.add(String.format(Locale.ROOT, format, values));
        }
    }

    void range(String setting, long value, long least, long most) {
        require(value >= least, "%s must be >= %d, was %d", setting, least, value);
        require(value <= most, "%s must be <= %d, was %d", setting, most, value);
    }

    void share(String band, int share) {
        range("priority share " + band, share, 1, PriorityShares.MAX_SHARE);
    }

    void name(String name) {
        require(
                NAME.matcher(name).matches(),
                "name must be 1..64 characters of [A-Za-z0-9._-], was \"%s\"",
                escaped(name));
    }

    void workers(int minWorkers, int maxWorkers, Dispatch dispatch) {
        require(minWorkers >= 1, "minWorkers must be >= 1, was %d", minWorkers);
        require(
                maxWorkers <= PoolConfig.MAX_WORKERS,
                "maxWorkers must be <= %d, was %d",
                PoolConfig.MAX_WORKERS,
                maxWorkers);
        require(
                minWorkers < 1 || maxWorkers >= minWorkers,
                "maxWorkers (%d) must be >= minWorkers (%d)",
                maxWorkers,
                minWorkers);
        if (dispatch instanceof Dispatch.Dedicated dedicated) {
            require(
                    maxWorkers < 1 || dedicated.dispatchers() <= maxWorkers,
                    "dispatchers (%d) must be <= maxWorkers (%d): each dispatcher needs at least one lane",
                    dedicated.dispatchers(),
                    maxWorkers);
        }
    }

    /** @param spares of stuck jobs, which come beyond the largest size */
    void lanes(int laneCapacity, int maxWorkers, int spares) {
        long slots = (long) laneCapacity * ((long) maxWorkers + spares);
        require(
                slots <= MAX_LANE_SLOTS,
                "laneCapacity x %s = %,d slots is too large (limit %,d)",
                spares == 0 ? "maxWorkers" : "(maxWorkers + spares of stuck jobs)",
                slots,
                MAX_LANE_SLOTS);
    }

    void sizing(SizingPolicy policy) {
        found.addAll(policy.problems());
        require(policy.period().compareTo(LEAST_PERIOD) >= 0, "period must be >= 1ms, was %s", policy.period());
        require(policy.memory() >= 0, "memory must be >= 0, was %d", policy.memory());
    }

    /** The spares alone: they come on top of the largest size, and both together are as bounded as that is. */
    void spares(int spares, int maxWorkers) {
        range("spares of stuck jobs", spares, 0, PoolConfig.MAX_WORKERS);
        require(
                spares < 1
                        || maxWorkers > PoolConfig.MAX_WORKERS
                        || maxWorkers + (long) spares <= PoolConfig.MAX_WORKERS,
                "maxWorkers (%d) + spares of stuck jobs (%d) must be <= %d",
                maxWorkers,
                spares,
                PoolConfig.MAX_WORKERS);
    }

    void stuckJobs(StuckJobs settings) {
        Duration after = settings.after();
        Duration interruptAfter = settings.interruptAfter();
        if (after == null) {
            require(
                    interruptAfter == null && settings.spares() == 0,
                    "stuck jobs are not watched, so none can be interrupted or replaced: set after");
            return;
        }
        require(after.compareTo(LEAST_PERIOD) >= 0, "stuck jobs: after must be >= 1ms, was %s", after);
        if (interruptAfter != null) {
            require(
                    interruptAfter.compareTo(after) >= 0,
                    "stuck jobs: interruptAfter must be >= after (%s), was %s",
                    after,
                    interruptAfter);
        }
    }

    void slos(List<Slo> slos, LatencySampling sampling) {
        Set<String> names = new HashSet<>();
        for (Slo slo : slos) {
            String name = escaped(slo.name());
            require(
                    NAME.matcher(slo.name()).matches(),
                    "slo name must be 1..64 characters of [A-Za-z0-9._-], was \"%s\"",
                    name);
            require(names.add(slo.name()), "slo names must differ, two are \"%s\"", name);
            require(
                    slo.target() > 0 && slo.target() < 1,
                    "slo %s: target must be a number in (0, 1), was %s",
                    name,
                    slo.target());
            within("slo " + name + ": window", slo.window(), LEAST_WINDOW, LONGEST_WINDOW);
            objective(name, slo.objective(), sampling);
        }
    }

    private void objective(String slo, Slo.Objective objective, LatencySampling sampling) {
        if (objective instanceof Slo.Depth depth) {
            require(
                    depth.share() > 0 && depth.share() <= 1,
                    "slo %s: share of the capacity must be a number in (0, 1], was %s",
                    slo,
                    depth.share());
        } else if (objective instanceof Slo.Latency latency) {
            within("slo " + slo + ": limit", latency.limit(), LEAST_LIMIT, LONGEST_LIMIT);
            require(sampling.oneIn() > 0, "slo %s: needs recorded latency, but latency is LatencySampling.OFF", slo);
        }
    }

    private void within(String setting, Duration value, Duration least, Duration most) {
        require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                "%s must be %s..%s, was %s",
                setting,
                least,
                most,
                value);
    }

    /** What a part gives that checks itself; null if it has problems, which are then among these. */
    <T> @Nullable T collect(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            found.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    List<String> list() {
        return List.copyOf(found);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), found));
        }
    }

    /** What a log may carry of a text that failed a check: control characters and non-ASCII as escapes, the rest cut. */
    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), SHOWN);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                shown.append("\\n");
            } else if (c < ' ' || c > '~') {
                shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return end < text.length() ? shown + "... (" + text.length() + " characters)" : shown.toString();
    }
}
