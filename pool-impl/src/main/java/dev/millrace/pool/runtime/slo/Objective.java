package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** One objective: its counts, its windows and its state. It reads no clock, so that a test can drive it. Guarded by the lookout's monitor. */
final class Objective {
    private static final int SHORT_WINDOWS = 12;
    private static final int CALM_SHORT_WINDOWS = 3;
    private static final int LOOKS = 60;
    private static final long LEAST_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Slo slo;
    private final boolean countsTime;
    private final long windowNanos;
    private final long shortNanos;
    private final long periodNanos;
    private final Meter meter;
    private final Trail trail;
    private final Judge judge;
    private long lookedNanos;
    private Instant since;

    Objective(Slo slo, Evidence evidence, long nowNanos, Instant now) {
        this.slo = slo;
        countsTime = slo.objective() instanceof Slo.Depth;
        windowNanos = TimeUnit.NANOSECONDS.convert(slo.window());
        periodNanos = Math.max(LEAST_PERIOD_NANOS, Math.min(LONGEST_PERIOD_NANOS, windowNanos / LOOKS));
        shortNanos = Math.max(periodNanos, windowNanos / SHORT_WINDOWS);
        meter = Meter.of(slo, evidence, periodNanos);
        trail = new Trail(windowNanos, nowNanos);
        judge = new Judge(CALM_SHORT_WINDOWS * shortNanos, !countsTime);
        lookedNanos = nowNanos;
        since = now;
    }

    Slo slo() {
        return slo;
    }

    long periodNanos() {
        return periodNanos;
    }

    long shortNanos() {
        return shortNanos;
    }

    SloState state() {
        return judge.state();
    }

    boolean sheds() {
        return slo.sheds() && judge.state() == SloState.BREACHED;
    }

    /** The pool was at rest until now. */
    void begin(long nowNanos) {
        lookedNanos = nowNanos;
        meter.begin(nowNanos);
    }

    /** Whether its period is over, or nearly so: looks do not come to the nanosecond. */
    boolean isDue(long nowNanos) {
        return nowNanos - lookedNanos >= periodNanos - periodNanos / 8;
    }

    /** Looks; true if the state is another one now. */
    boolean look(long nowNanos, Instant now) {
        lookedNanos = nowNanos;
        trail.add(nowNanos, meter.read(nowNanos));
        boolean changed = judge.judge(nowNanos, over(windowNanos, nowNanos), over(shortNanos, nowNanos));
        if (changed) {
            since = now;
        }
        return changed;
    }

    /** How fast the budget goes lately. */
    double shortBurnRate(long nowNanos) {
        return over(shortNanos, nowNanos).rate();
    }

    SloStatus status(long nowNanos) {
        Burn window = over(windowNanos, nowNanos);
        return new SloStatus(
                slo,
                judge.state(),
                window.good(),
                countsTime ? TimeUnit.NANOSECONDS.toMillis(window.all()) : window.all(),
                window.rate(),
                shortBurnRate(nowNanos),
                since,
                sheds());
    }

    /** Of time, all is counted that there was, and what nobody looked at was good. */
    private Burn over(long spanNanos, long nowNanos) {
        Counts counts = trail.since(nowNanos - spanNanos);
        return countsTime
                ? new Burn(Math.min(counts.bad(), spanNanos), spanNanos, 1 - slo.target())
                : new Burn(counts.bad(), counts.all(), 1 - slo.target());
    }
}
