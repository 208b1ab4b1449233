package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Sizing by permits. A token bucket adds permits at a rate; while jobs wait and no worker is idle, the pool takes one for each worker that it adds, as many as there are jobs waiting. Workers that nobody needed for
 * {@code shrinkAfter} are retired; their permits are not given back. So however the load behaves, no more than {@code bucket + perSecond x time} workers are started in any time. Immutable; each method that sets gives a changed copy. The
 * pool's builder checks the settings.
 *
 * <p>The bucket is not kept anywhere: its contents follow from the sizes in the earlier readings. When a pool begins to work, or after a pause of the process, it is full.
 *
 * @param perSecond permits that are added in a second, more than 0
 * @param bucket permits that are kept at most, at least 1
 * @param shrinkAfter how long a worker must not have been needed; more than 10,000 periods mean never
 * @param period time between readings
 */
public record Tokens(double perSecond, int bucket, Duration shrinkAfter, Duration period) implements SizingPolicy {
    private static final int MOST_SAMPLES = 10_000;

    /** Refuses nulls; other rules are told by {@link #problems}. */
    public Tokens {
        requireNonNull(shrinkAfter, "shrinkAfter");
        requireNonNull(period, "period");
    }

    /** A copy with another {@link #perSecond()}. */
    public Tokens perSecond(double tokens) {
        return new Tokens(tokens, bucket, shrinkAfter, period);
    }

    /** A copy with another {@link #bucket()}. */
    public Tokens bucket(int tokens) {
        return new Tokens(perSecond, tokens, shrinkAfter, period);
    }

    /** A copy with another {@link #shrinkAfter()}. */
    public Tokens shrinkAfter(Duration time) {
        return new Tokens(perSecond, bucket, time, period);
    }

    /** A copy with another {@link #period()}. */
    public Tokens period(Duration time) {
        return new Tokens(perSecond, bucket, shrinkAfter, time);
    }

    /** As many as it takes to fill the bucket, and to know who was idle. */
    @Override
    public int memory() {
        double each = Math.max(Demand.nanos(period), 1);
        double filling = bucket / Math.max(perSecond, 1e-9) * 1e9 / each;
        double idle = Demand.nanos(shrinkAfter) / each;
        return (int) Math.min(MOST_SAMPLES, Math.ceil(Math.max(filling, idle)) + 1);
    }

    @Override
    public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
        double tokens = tokens(now, earlier);
        if (now.depth() > 0 && now.busy() >= now.workers()) {
            return grow(now, tokens);
        }
        int spare = spare(now, earlier);
        if (spare > 0 && now.workers() > now.minWorkers()) {
            return decision(
                    Math.max(now.minWorkers(), now.workers() - spare),
                    "%d of %d workers were not needed for %s",
                    spare,
                    now.workers(),
                    shrinkAfter);
        }
        return decision(
                now.workers(),
                "%d of %d busy, %d jobs wait, %.1f tokens",
                now.busy(),
                now.workers(),
                now.depth(),
                tokens);
    }

    private SizingDecision grow(LoadSnapshot now, double tokens) {
        int room = Math.max(0, now.maxWorkers() - now.workers());
        int taken = Math.min(Math.min((int) tokens, now.depth()), room);
        return decision(
                now.workers() + taken,
                "%d jobs wait and nobody is idle: %d of %.1f tokens",
                now.depth(),
                taken,
                tokens);
    }

    /**
     * Follows the bucket from the oldest reading: what has come in, what each growth has taken. Where there were readings before the oldest, it begins empty: it is filled again by now unless something was taken, and so never holds more
     * than one that was followed all along.
     */
    private double tokens(LoadSnapshot now, List<LoadSnapshot> earlier) {
        int known = Math.min(earlier.size(), memory());
        double tokens = known == memory() ? 0 : bucket;
        for (int i = known - 1; i >= 0; i--) {
            LoadSnapshot next = i == 0 ? now : earlier.get(i - 1);
            int grown = Math.max(0, next.workers() - earlier.get(i).workers());
            tokens = Math.max(0, tokens - grown);
            tokens = Math.min(bucket, tokens + perSecond * Math.max(0, next.elapsedNanos()) / 1e9);
        }
        return tokens;
    }

    /** The least number of workers that were idle in each reading of the time; 0 as long as that is not known. */
    private int spare(LoadSnapshot now, List<LoadSnapshot> earlier) {
        int spare = idle(now);
        LoadSnapshot last = now;
        for (LoadSnapshot then : earlier) {
            if (spare <= 0 || then.workers() != now.workers() || sinceNanos(now, last) >= Demand.nanos(shrinkAfter)) {
                break;
            }
            spare = Math.min(spare, idle(then));
            last = then;
        }
        return sinceNanos(now, last) >= Demand.nanos(shrinkAfter) ? spare : 0;
    }

    private static int idle(LoadSnapshot then) {
        return then.depth() > 0 ? 0 : then.workers() - then.busy();
    }

    private static double sinceNanos(LoadSnapshot now, LoadSnapshot then) {
        return now.atNanos() - then.atNanos();
    }

    @Override
    public List<String> problems() {
        Problems problems = new Problems();
        problems.require(
                perSecond > 0 && perSecond <= 1e9, "perSecond must be a number in (0, 1e9], was %s", perSecond);
        problems.require(bucket >= 1, "bucket must be >= 1, was %d", bucket);
        problems.require(!shrinkAfter.isNegative(), "shrinkAfter must be >= 0, was %s", shrinkAfter);
        return problems.list();
    }

    private static SizingDecision decision(int workers, String reason, Object... values) {
        return new SizingDecision(workers, String.format(Locale.ROOT, reason, values));
    }
}
