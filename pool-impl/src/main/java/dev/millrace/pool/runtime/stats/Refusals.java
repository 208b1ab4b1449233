package dev.millrace.pool.runtime.stats;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.PoolStats;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of jobs that were refused, by reason. Whoever refuses counts, after nothing was accepted. Thread-safe; totals only grow. */
public final class Refusals {
    /** Filled before it is given out, never changed after. */
    private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);

    /** All zero. */
    public Refusals() {
        for (Refusal reason : Refusal.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /** Counts jobs that were refused together. */
    public void add(Refusal reason, int jobs) {
        of(reason).add(jobs);
    }

    /** The totals, read one after the other: none of them shrinks from one reading to the next. */
    public PoolStats.Rejections totals() {
        return new PoolStats.Rejections(
                total(Refusal.FULL),
                total(Refusal.TIMED_OUT),
                total(Refusal.INTERRUPTED),
                total(Refusal.CLOSED),
                total(Refusal.HOPELESS),
                total(Refusal.QUARANTINED),
                total(Refusal.SHED));
    }

    private long total(Refusal reason) {
        return of(reason).sum();
    }

    private LongAdder of(Refusal reason) {
        return requireNonNull(counts.get(reason));
    }
}
