package dev.millrace.bench;

import java.util.List;

/**
 * What the contenders are asked to do.
 *
 * @param name how it is called in results
 * @param producers threads that submit
 * @param way how they are sent
 * @param weight of a job
 * @param jobs how many a round has
 */
record Scenario(String name, int producers, Way way, Weight weight, int jobs) {
    static final int BATCH = 32;
    static final double LIGHT_NANOS = 100;
    /** Enough for a round of a tenth of a second or more: the clock of processor time often ticks every 10 ms. */
    private static final int EMPTY_JOBS = 3_000_000;

    private static final int LIGHT_JOBS = 1_500_000;
    private static final int EMPTY_BATCHED_JOBS = 10_000_000;
    private static final int CALLS = 30_000;
    private static final int FUTURES = 500_000;

    /** All there are; the light jobs, of about 100 ns, have the given weight. */
    static List<Scenario> all(Weight light) {
        return List.of(
                new Scenario("singles-1p-empty", 1, Way.SINGLES, Weight.EMPTY, EMPTY_JOBS),
                new Scenario("singles-4p-empty", 4, Way.SINGLES, Weight.EMPTY, EMPTY_JOBS),
                new Scenario("singles-1p-100ns", 1, Way.SINGLES, light, LIGHT_JOBS),
                new Scenario("singles-4p-100ns", 4, Way.SINGLES, light, LIGHT_JOBS),
                new Scenario("batches-1p-empty", 1, Way.BATCHES, Weight.EMPTY, EMPTY_BATCHED_JOBS),
                new Scenario("batches-4p-empty", 4, Way.BATCHES, Weight.EMPTY, EMPTY_BATCHED_JOBS),
                new Scenario("batches-1p-100ns", 1, Way.BATCHES, light, LIGHT_JOBS),
                new Scenario("batches-4p-100ns", 4, Way.BATCHES, light, LIGHT_JOBS),
                new Scenario("calls-1p-empty", 1, Way.CALLS, Weight.EMPTY, CALLS),
                new Scenario("futures-1p-empty", 1, Way.FUTURES, Weight.EMPTY, FUTURES),
                new Scenario("futures-4p-empty", 4, Way.FUTURES, Weight.EMPTY, FUTURES));
    }
}
