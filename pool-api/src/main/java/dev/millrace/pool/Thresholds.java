package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Sizing by the share of the queue capacity that is in use. Grows by {@code step} when the share is above {@code growAbove} in
 * {@code growAfterSamples} readings in a row; shrinks by {@code step} when it has been below {@code shrinkBelow} for
 * {@code shrinkAfter} at one size. Immutable; each method that sets gives a changed copy. The pool's builder checks the settings.
 *
 * @param growAbove share of the capacity above which the pool grows, in (0, 1]
 * @param shrinkBelow share below which it shrinks, in [0, growAbove)
 * @param growAfterSamples readings in a row that it takes to grow, at least 1
 * @param shrinkAfter how long depth must have been low; more than 100,000 periods mean never
 * @param step workers added or retired by one decision
 * @param period time between readings
 */
public record Thresholds(
        double growAbove, double shrinkBelow, int growAfterSamples, Duration shrinkAfter, int step, Duration period)
        implements SizingPolicy {

    static final Thresholds DEFAULT = new Thresholds(0.8, 0.1, 1, Duration.ofSeconds(60), 1, Duration.ofSeconds(5));

    private static final long MOST_SAMPLES = 100_000;

    /** Refuses nulls; other rules are told by {@link #problems}. */
    public Thresholds {
        requireNonNull(shrinkAfter, "shrinkAfter");
        requireNonNull(period, "period");
    }

    /** A copy with another {@link #growAbove()}. */
    public Thresholds growAbove(double share) {
        return new Thresholds(share, shrinkBelow, growAfterSamples, shrinkAfter, step, period);
    }

    /** A copy with another {@link #shrinkBelow()}. */
    public Thresholds shrinkBelow(double share) {
        return new Thresholds(growAbove, share, growAfterSamples, shrinkAfter, step, period);
    }

    /** A copy with another {@link #growAfterSamples()}. */
    public Thresholds growAfterSamples(int samples) {
        return new Thresholds(growAbove, shrinkBelow, samples, shrinkAfter, step, period);
    }

    /** A copy with another {@link #shrinkAfter()}. */
    public Thresholds shrinkAfter(Duration low) {
        return new Thresholds(growAbove, shrinkBelow, growAfterSamples, low, step, period);
    }

    /** A copy with another {@link #step()}. */
    public Thresholds step(int workers) {
        return new Thresholds(growAbove, shrinkBelow, growAfterSamples, shrinkAfter, workers, period);
    }

    /** A copy with another {@link #period()}. */
    public Thresholds period(Duration time) {
        return new Thresholds(growAbove, shrinkBelow, growAfterSamples, shrinkAfter, step, time);
    }

    @Override
    public int memory() {
        return (int) Math.max(samplesToShrink(), growAfterSamples);
    }

    @Override
    public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
        double share = requireNonNull(now, "now").depthShare();
        if (share > growAbove) {
            return grow(now, earlier, share);
        }
        if (share < shrinkBelow) {
            return shrink(now, earlier, share);
        }
        return stay(now, "depth %.2f is between %.2f and %.2f", share, shrinkBelow, growAbove);
    }

    private SizingDecision grow(LoadSnapshot now, List<LoadSnapshot> earlier, double share) {
        int high = 1;
        for (LoadSnapshot then : earlier) {
            if (then.depthShare() <= growAbove || high >= growAfterSamples) {
                break;
            }
            high++;
        }
        if (high < growAfterSamples) {
            return stay(now, "depth %.2f is above %.2f in %d of %d readings", share, growAbove, high, growAfterSamples);
        }
        if (now.workers() >= now.maxWorkers()) {
            return stay(
                    now,
                    "depth %.2f is above %.2f, but the pool has its %d workers",
                    share,
                    growAbove,
                    now.maxWorkers());
        }
        return decision(
                (int) Math.min((long) now.workers() + step, now.maxWorkers()),
                "depth %.2f is above %.2f",
                share,
                growAbove);
    }

    /** A reading at another size ends the time of low depth: each worker less has to prove itself for the whole of it. */
    private SizingDecision shrink(LoadSnapshot now, List<LoadSnapshot> earlier, double share) {
        long lowSince = now.atNanos();
        for (LoadSnapshot then : earlier) {
            if (then.depthShare() >= shrinkBelow || then.workers() != now.workers()) {
                break;
            }
            lowSince = then.atNanos();
        }
        Duration low = Duration.ofNanos(now.atNanos() - lowSince);
        if (now.workers() <= now.minWorkers()) {
            return stay(
                    now,
                    "depth %.2f is below %.2f, but %d workers are the least",
                    share,
                    shrinkBelow,
                    now.minWorkers());
        }
        if (low.compareTo(shrinkAfter) < 0) {
            return stay(
                    now,
                    "depth %.2f is below %.2f for %.1f s of %.1f s",
                    share,
                    shrinkBelow,
                    seconds(low),
                    seconds(shrinkAfter));
        }
        return decision(
                Math.max(now.workers() - step, now.minWorkers()),
                "depth was below %.2f for %.1f s",
                shrinkBelow,
                seconds(low));
    }

    @Override
    public List<String> problems() {
        Problems problems = new Problems();
        problems.require(growAbove > 0 && growAbove <= 1, "growAbove must be a number in (0, 1], was %s", growAbove);
        problems.require(
                shrinkBelow >= 0 && shrinkBelow <= 1, "shrinkBelow must be a number in [0, 1], was %s", shrinkBelow);
        problems.require(
                !(growAbove <= shrinkBelow), "growAbove (%s) must be > shrinkBelow (%s)", growAbove, shrinkBelow);
        problems.require(growAfterSamples >= 1, "growAfterSamples must be >= 1, was %d", growAfterSamples);
        problems.require(step >= 1, "step must be >= 1, was %d", step);
        problems.require(!shrinkAfter.isNegative(), "shrinkAfter must be >= 0, was %s", shrinkAfter);
        return problems.list();
    }

    /** Readings that {@code shrinkAfter} spans; capped, so that "never" costs no memory worth naming. */
    private long samplesToShrink() {
        double samples = seconds(shrinkAfter) / Math.max(seconds(period), 1e-9);
        return samples >= MOST_SAMPLES ? MOST_SAMPLES : (long) Math.ceil(samples) + 1;
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }

    private static SizingDecision stay(LoadSnapshot now, String reason, Object... values) {
        return decision(now.workers(), reason, values);
    }

    private static SizingDecision decision(int workers, String reason, Object... values) {
        return new SizingDecision(workers, String.format(Locale.ROOT, reason, values));
    }
}
