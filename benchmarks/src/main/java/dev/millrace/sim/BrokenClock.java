package dev.millrace.sim;

/** A controller's clock that jumps ahead by a minute and, later, back; and a time in which it does not get to look. */
record BrokenClock(long aheadNanos, long backNanos, long blindNanos, long seesNanos) implements Sensors {
    private static final long JUMP = 60_000_000_000L;

    @Override
    public long clock(long atNanos) {
        return atNanos >= aheadNanos && atNanos < backNanos ? atNanos + JUMP : atNanos;
    }

    @Override
    public boolean blind(long atNanos) {
        return atNanos >= blindNanos && atNanos < seesNanos;
    }
}
