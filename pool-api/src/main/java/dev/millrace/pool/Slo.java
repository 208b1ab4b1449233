package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/**
 * A service level objective of a pool: which share of what happens must be good, over a sliding window. What may be bad, {@code 1 - target}, is its error budget.
 *
 * <p>The events of {@link Latency} are the jobs whose times are recorded, when they have ended: by {@link LatencySampling} a sample, which stands for all. Those of {@link Errors} are the jobs that have ended: a
 * job is bad that failed, expired, or was dropped; one that was cancelled before it started, handed back by a close, refused, or run by its submitter is no event. For {@link Depth} it is time that is good or bad; time in
 * which the pool was at rest, or not yet there, is good.
 *
 * @param name one name in a pool, for reports and gauges: 1 to 64 characters of {@code [A-Za-z0-9._-]}
 * @param objective what is good
 * @param target the share that must be good, above 0 and below 1
 * @param window over how long, 1 s to 24 h
 * @param sheds whether the pool refuses jobs while it is breached; see {@link #shedding}
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
     * A job is good that was timed and took no longer. A pool with such an objective must record latency.
     *
     * @param series what is timed
     * @param limit the longest good time, 1 us to 1 h; the recorder's resolution is that of its buckets, below 1 %
     */
    public record Latency(Series series, Duration limit) implements Objective {
        /** Refuses nulls. */
        public Latency {
            requireNonNull(series, "series");
            requireNonNull(limit, "limit");
        }

        @Override
        public String toString() {
            return series.name().toLowerCase(Locale.ROOT) + " <= " + limit;
        }
    }

    /**
     * A moment is good at which the depth is below a share of the capacity.
     *
     * @param share above 0, at most 1
     */
    public record Depth(double share) implements Objective {
        @Override
        public String toString() {
            return "depth < " + percent(share) + " of the capacity";
        }
    }

    /** A job is good that ended normally. */
    public record Errors() implements Objective {
        @Override
        public String toString() {
            return "no error";
        }
    }

    /** 99 % of the jobs take no longer, over an hour. Named {@code latency}. */
    public static Slo p99(Series series, Duration limit) {
        return percentile(0.99, series, limit);
    }

    /**
     * A share of the jobs takes no longer, over an hour. Named {@code latency}.
     *
     * @param share such as 0.999
     */
    public static Slo percentile(double share, Series series, Duration limit) {
        return new Slo("latency", new Latency(series, limit), share, HOUR, false);
    }

    /**
     * Depth is below a share of the capacity for a share of the time, over an hour. Named {@code depth}.
     *
     * @param share of the capacity, such as 0.5
     * @param ofTheTime such as 0.99
     */
    public static Slo depthBelow(double share, double ofTheTime) {
        return new Slo("depth", new Depth(share), ofTheTime, HOUR, false);
    }

    /**
     * Fewer than this share of the jobs fail, over an hour. Named {@code errors}.
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

    /**
     * The same, but the pool sheds load while it is breached: it accepts a job only while few wait, so that those that it accepts are served in time. How many are few is what can start within half of the limit of a {@link
     * Latency} that counts the wait, half of the share of a {@link Depth}, and a job a worker for what the wait has no part in; never fewer than that, so that no worker is idle for want of a job. Jobs of {@link Priority#LOW}
     * are accepted while none waits, those of {@link Priority#HIGH} while fewer than twice as many do.
     *
     * <p>A refused submit throws a {@link java.util.concurrent.RejectedExecutionException} that names the objective, whatever {@link WhenFull} says; the {@code try} methods say false or nothing. It is counted in {@link
     * PoolStats.Rejections#shed}, and is no event of any objective. What a job of the pool submits itself is never refused for this, nor are the further turns of a fan-out that has begun.
     *
     * <p>Short queues heal waits and depth. They make no job run faster and none fail less: for {@link Series#RUN} and {@link Errors} the pool only spares its submitters the wait.
     */
    public Slo shedding() {
        return new Slo(name, objective, target, window, true);
    }

    /** For reports: the name, and what is asked. */
    @Override
    public String toString() {
        return name + " (" + percent(target) + " " + objective + " over " + window + (sheds ? ", sheds)" : ")");
    }

    private static String percent(double share) {
        String digits = String.format(Locale.ROOT, "%.4f", 100 * share);
        return digits.replaceAll("\\.?0+$", "") + " %";
    }
}
