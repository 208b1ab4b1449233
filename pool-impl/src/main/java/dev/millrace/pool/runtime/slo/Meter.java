package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.Slo;
import java.util.concurrent.TimeUnit;

/** What one objective counts. Confined to who has the lookout's monitor. */
interface Meter {

    /** The pool was at rest until now. */
    default void begin(long nowNanos) {}

    /** Reads the totals. */
    Counts read(long nowNanos);

    static Meter of(Slo slo, Evidence evidence, long periodNanos) {
        Slo.Objective objective = slo.objective();
        if (objective instanceof Slo.Depth depth) {
            return new DepthMeter(depth.share(), evidence, periodNanos);
        }
        if (objective instanceof Slo.Latency latency) {
            long limitNanos = TimeUnit.NANOSECONDS.convert(latency.limit());
            return now -> evidence.latency(latency.series(), limitNanos);
        }
        return now -> evidence.jobs();
    }
}
