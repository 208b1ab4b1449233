package dev.millrace.pool.runtime.jfr;

import java.util.concurrent.TimeUnit;

/** Looks whether the workers of one pool steal more often than is worth it: a steal costs some microseconds, most often with a wake-up. Called by one thread at a time. */
final class StealBursts implements Look {
    /** From so many steals a second on it is a burst. */
    private static final long BURST = 1_000;

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String pool;
    private final StealGauge gauge;
    /** These are Flight Recorder's, whose looks come one after the other. */
    private long atNanos;

    private long steals;
    private long attempts;
    private long stolenJobs;

    StealBursts(String pool, StealGauge gauge, long nowNanos) {
        this.pool = pool;
        this.gauge = gauge;
        this.atNanos = nowNanos;
        this.steals = gauge.steals();
        this.attempts = gauge.stealAttempts();
        this.stolenJobs = gauge.stolenJobs();
    }

    @Override
    public void look(long nowNanos) {
        StealBurstEvent event = new StealBurstEvent();
        event.pool = pool;
        event.steals = gauge.steals() - steals;
        event.attempts = gauge.stealAttempts() - attempts;
        event.stolenJobs = gauge.stolenJobs() - stolenJobs;
        event.elapsed = nowNanos - atNanos;
        atNanos = nowNanos;
        steals += event.steals;
        attempts += event.attempts;
        stolenJobs += event.stolenJobs;
        if (event.steals * SECOND > BURST * (double) event.elapsed) {
            event.commit();
        }
    }
}
