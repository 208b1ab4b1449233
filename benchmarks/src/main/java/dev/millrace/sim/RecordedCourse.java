package dev.millrace.sim;

/** The averages of a recorded trace: over the second around each moment. */
record RecordedCourse(long[] arrivals, double[] servedUntil) implements Course {
    private static final long HALF = 500_000_000L;

    RecordedCourse(long[] arrivals, long[] services) {
        this(arrivals, sums(services));
    }

    private static double[] sums(long[] services) {
        double[] sums = new double[services.length + 1];
        for (int i = 0; i < services.length; i++) {
            sums[i + 1] = sums[i] + services[i];
        }
        return sums;
    }

    /** At the ends of the trace less than a second is there. */
    @Override
    public double perSecond(long atNanos) {
        long from = Math.max(0, atNanos - HALF);
        long to = Math.max(from + 1, Math.min(atNanos + HALF, arrivals[arrivals.length - 1] + 1));
        return 1e9 * (before(to) - before(from)) / (to - from);
    }

    @Override
    public double meanNanos(long atNanos) {
        int from = before(atNanos - HALF);
        int to = before(atNanos + HALF);
        return to == from ? 0 : (servedUntil[to] - servedUntil[from]) / (to - from);
    }

    /** How many jobs arrived before a moment. */
    private int before(long time) {
        int low = 0;
        int high = arrivals.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrivals[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
