package dev.millrace.pool.runtime.slo;

/** Counts the nanoseconds in which too many jobs waited. What a look finds stands for the time since the look before; where that was long ago, since nothing looked for a while, for two periods. The other totals need no count: all time is counted. */
final class DepthMeter implements Meter {
    private final double share;
    private final Evidence evidence;
    private final long mostNanos;
    private long lookedNanos;
    private long badNanos;

    DepthMeter(double share, Evidence evidence, long periodNanos) {
        this.share = share;
        this.evidence = evidence;
        this.mostNanos = 2 * periodNanos;
    }

    @Override
    public void begin(long nowNanos) {
        lookedNanos = nowNanos;
    }

    @Override
    public Counts read(long nowNanos) {
        long passed = Math.min(nowNanos - lookedNanos, mostNanos);
        lookedNanos = nowNanos;
        if (evidence.depth() >= share * evidence.capacity()) {
            badNanos += passed;
        }
        return new Counts(badNanos, badNanos);
    }
}
