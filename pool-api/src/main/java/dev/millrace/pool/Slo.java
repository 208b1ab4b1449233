package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A service level objective of a pool: which share of what happens must be good, over a sliding window.
 *
 * @param name one name in a pool, for reports and gauges: 1 to 64 characters of {@code [A-Za-z0-9._-]}
 * @param objective what is good
 * @param target the share that must be good, above 0 and below 1
 * @param window over how long, 1 s to 24 h
 * @param sheds whether the pool refuses jobs while it is breached
 */
public record Slo(String name, Objective objective, double target, Duration window, boolean sheds) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Refuses nulls; the builder of the pool checks the rest. */
    public Slo {
        requireNonNull(name, "name");
        requireNonNull(objective, "objective");
        requireNonNull(window, "window");
    }

    /** What is good. */
    public sealed interface Objective permits Latency, Depth, Errors {}

    /**
     * A job is good that was timed and took no longer.
     *
     * @param series what is timed
     * @param limit the longest good time
     */
    public record Latency(Series series, Duration limit) implements Objective {
        /** Refuses nulls. */
        public Latency {
            requireNonNull(series, "series");
            requireNonNull(limit, "limit");
        }
    }

    /**
     * A moment is good at which the depth is below a share of the capacity.
     *
     * @param share above 0, at most 1
     */
    public record Depth(double share) implements Objective {}

    /** A job is good that ended normally. */
    public record Errors() implements Objective {}

    /** 99 % of the jobs take no longer, over an hour. */
    public static Slo p99(Series series, Duration limit) {
        return percentile(0.99, series, limit);
    }

    /**
     * A share of the jobs takes no longer, over an hour.
     *
     * @param share such as 0.999
     */
    public static Slo percentile(double share, Series series, Duration limit) {
        return new Slo("latency", new Latency(series, limit), share, HOUR, false);
    }

    /**
     * Depth is below a share of the capacity for a share of the time, over an hour.
     *
     * @param share of the capacity, such as 0.5
     * @param ofTheTime such as 0.99
     */
    public static Slo depthBelow(double share, double ofTheTime) {
        return new Slo("depth", new Depth(share), ofTheTime, HOUR, false);
    }

    /**
     * Fewer than this share of the jobs fail, over an hour.
     *
     * @param share such as 0.001
     */
    public static Slo errorsBelow(double share) {
        return new Slo("errors", new Errors(), 1 - share, HOUR, false);
    }

    /** The same by another name. */
    public Slo named(String other) {
        return new Slo(other, objective, target, window, sheds);
    }

    /** The same over another time. */
    public Slo over(Duration time) {
        return new Slo(name, objective, target, time, sheds);
    }

    /** The same, but the pool sheds load while it is breached. */
    public Slo shedding() {
        return new Slo(name, objective, target, window, true);
    }
}
