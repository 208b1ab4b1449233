package dev.millrace.bench.match;

/**
 * A figure that a round gives.
 *
 * @param name in results
 * @param unit in the table
 * @param more whether more of it is better
 */
public record Metric(String name, String unit, boolean more) {
    /** Bytes that live threads allocated for each job; taken by the match itself. */
    public static final Metric BYTES = less("bytes", "B/job");

    /** One of which more is better. */
    public static Metric more(String name, String unit) {
        return new Metric(name, unit, true);
    }

    /** One of which less is better. */
    public static Metric less(String name, String unit) {
        return new Metric(name, unit, false);
    }
}
