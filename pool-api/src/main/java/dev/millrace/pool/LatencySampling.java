package dev.millrace.pool;

/**
 * How many of a pool's jobs have their latency recorded. Two readings of the clock and a record cost more than moving a job does, so
 * the default is a sample; the choice is by position in the order of acceptance, regardless of the job.
 *
 * @param oneIn every how many-th job is recorded; 0 records none
 */
public record LatencySampling(int oneIn) {
    /** Records nothing. */
    public static final LatencySampling OFF = new LatencySampling(0);
    /** Records one job of 64. */
    public static final LatencySampling SAMPLED = new LatencySampling(64);
    /** Records every job. */
    public static final LatencySampling EXACT = new LatencySampling(1);

    /** Checks that the ratio is 0 or a power of two up to 2^20. */
    public LatencySampling {
        if (oneIn < 0 || oneIn > 1 << 20 || Integer.bitCount(oneIn) > 1) {
            throw new IllegalArgumentException("oneIn must be 0 or a power of two <= 1048576, was " + oneIn);
        }
    }
}
