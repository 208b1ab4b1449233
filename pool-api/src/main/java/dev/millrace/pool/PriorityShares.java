package dev.millrace.pool;

/**
 * How often each band of priority is served while all have jobs: of {@code high + normal + low} elements that leave the job queue, so many of each. A band without jobs leaves its share to the others.
 *
 * @param high of {@link Priority#HIGH}
 * @param normal of {@link Priority#NORMAL}
 * @param low of {@link Priority#LOW}
 */
public record PriorityShares(int high, int normal, int low) {
    /** The largest share. */
    public static final int MAX_SHARE = 1_000;

    static final PriorityShares DEFAULT = new PriorityShares(16, 4, 1);

    /** The share of one band. */
    public int of(Priority priority) {
        return switch (priority) {
            case HIGH -> high;
            case NORMAL -> normal;
            case LOW -> low;
        };
    }

    @Override
    public String toString() {
        return high + ":" + normal + ":" + low;
    }
}
