package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.runtime.admission.Shedding;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How hard to shed for one objective: how many jobs may wait. Enough that no worker is idle for want of one, so what is refused is what would have waited, and the pool does as much as before; and few enough that those that are accepted are
 * served in time: by Little's law what {@code n} workers start within a time is {@code n x time / mean run}. The mean may mislead, where runs differ much: each short window in which the budget burns on halves the number, and each in which it does not doubles it again. A depth is kept low by its number itself, and needs none of this. Guarded by the
 * lookout's monitor.
 */
final class Shedder {
    private final Slo slo;
    private final Evidence evidence;
    private final BooleanSupplier spared;
    private final long shortNanos;
    private int halvings;
    private long sinceNanos;

    /** @param spared whether the current thread's jobs are never refused */
    Shedder(Objective objective, Evidence evidence, BooleanSupplier spared) {
        this.slo = objective.slo();
        this.shortNanos = objective.shortNanos();
        this.evidence = evidence;
        this.spared = spared;
    }

    /** A breach begins. */
    void begin(long nowNanos) {
        halvings = 0;
        sinceNanos = nowNanos;
    }

    /** What to refuse now, the objective being breached. */
    Shedding shedding(long nowNanos, SloStatus status) {
        if (evidence.depth() > 2L * few(halvings)) {
            sinceNanos =
                    nowNanos; // what waits since before the breach is not served in time, however few are accepted now
        } else if (nowNanos - sinceNanos >= shortNanos) {
            sinceNanos = nowNanos;
            if (status.shortBurnRate() < 1) {
                halvings = Math.max(0, halvings - 1);
            } else if (few(halvings + 1) < few(halvings)) {
                halvings++;
            }
        }
        int few = few(halvings);
        String why = String.format(
                Locale.ROOT,
                "objective %s is breached (%.3f %% good), and %d or more jobs wait",
                slo,
                100 * status.good(),
                few);
        return new Shedding(few, spared, why);
    }

    private int few(int halved) {
        long workers = Math.max(1, evidence.workers());
        if (slo.objective() instanceof Slo.Depth depth) {
            long bad = (long) Math.ceil(depth.share() * evidence.capacity());
            return (int) Math.max(1, (bad - 1) / 2);
        }
        if (slo.objective() instanceof Slo.Latency latency && latency.series() != Series.RUN) {
            long mean = evidence.meanRunNanos();
            long limit = TimeUnit.NANOSECONDS.convert(latency.limit());
            double halfNanos = (latency.series() == Series.TOTAL ? limit - mean : limit) / 2.0;
            long wanted = mean == 0 ? workers : (long) (workers * halfNanos / mean);
            return (int) Math.min(evidence.capacity(), Math.max(workers, wanted >> halved));
        }
        return (int) Math.min(evidence.capacity(), workers);
    }
}
