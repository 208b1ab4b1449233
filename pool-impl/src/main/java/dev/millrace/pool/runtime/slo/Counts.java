package dev.millrace.pool.runtime.slo;

/**
 * Events that happened, and how many of them were bad: jobs, or nanoseconds. Totals, which never fall, or the difference of two.
 *
 * @param bad at most all
 * @param all good and bad ones
 */
public record Counts(long bad, long all) {
    static final Counts NONE = new Counts(0, 0);

    Counts minus(Counts earlier) {
        return new Counts(bad - earlier.bad, all - earlier.all);
    }
}
