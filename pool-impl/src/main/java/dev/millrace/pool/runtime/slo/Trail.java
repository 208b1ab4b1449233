package dev.millrace.pool.runtime.slo;

/**
 * Totals of the past, so that what happened since a moment is a difference. Keeps {@value #POINTS} of them a window, evenly spread: the edge of a window is at most a {@value #POINTS}th too early, and the size does not depend on the window. Confined.
 */
final class Trail {
    private static final int POINTS = 240;
    private static final int SIZE = POINTS + 2;

    private final long spacingNanos;
    private final long[] nanos = new long[SIZE];
    private final Counts[] totals = new Counts[SIZE];
    private int newest;
    private int size = 1;
    private Counts last = Counts.NONE;

    /** A trail that begins now, with nothing. */
    Trail(long windowNanos, long nowNanos) {
        spacingNanos = windowNanos / POINTS;
        nanos[0] = nowNanos;
        totals[0] = Counts.NONE;
    }

    /** Notes the totals of now, which is later than before. */
    void add(long nowNanos, Counts now) {
        last = now;
        if (nowNanos - nanos[newest] >= spacingNanos) {
            newest = (newest + 1) % SIZE;
            nanos[newest] = nowNanos;
            totals[newest] = now;
            size = Math.min(size + 1, SIZE);
        }
    }

    /** What happened since; all, if that is before the beginning. */
    Counts since(long edgeNanos) {
        int at = newest;
        for (int back = 1; back < size && nanos[at] - edgeNanos > 0; back++) {
            at = Math.floorMod(newest - back, SIZE);
        }
        return last.minus(totals[at]);
    }
}
