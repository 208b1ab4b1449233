package dev.millrace.pool;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs at once, what a failure means for the others, and how long. Immutable; each method gives a new policy.
 *
 * <pre>{@code
 * pool.map(images, this::resize, FanOut.failFast().atMost(8).within(ofSeconds(10)));
 * pool.map(vendors, this::ask, FanOut.collectAll().each(JobOptions.none().runWithin(ofMillis(500))));
 * }</pre>
 */
public sealed interface FanOut permits FanSettings {

    /** Every job runs, whatever becomes of the others. */
    static FanOut collectAll() {
        return FanSettings.COLLECT_ALL;
    }

    /** The first failure cancels the rest: what has not started never starts, what runs is interrupted. */
    static FanOut failFast() {
        return FanSettings.FAIL_FAST;
    }

    /**
     * At most so many jobs run at the same time, however many workers there are. Default: as many as the pool has workers.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    FanOut atMost(int jobs);

    /**
     * A deadline for the whole, counted from the call: then jobs that run are interrupted and end as {@link Outcome.TimedOut}, those that have not started as {@link Outcome.Expired}, and nobody waits longer, not even for a job that ignores its interrupt.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    FanOut within(Duration deadline);

    /**
     * Budgets, priority and label of each job. The budget for the wait counts from the call, or, where inputs come from an iterator, from the reading of the input.
     *
     * @throws IllegalArgumentException if it asks for {@link JobOptions#admitByPrediction}, which says nothing about jobs that take turns
     */
    FanOut each(JobOptions options);

    /**
     * How many results may wait for the consumer of a {@link FanIn} before jobs are held back. Default: as many as may run at once.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    FanOut buffer(int results);

    /** See {@link #failFast()}. */
    boolean failsFast();

    /** See {@link #atMost}; empty for as many as there are workers. */
    OptionalInt width();

    /** See {@link #within}; null for none. */
    @Nullable Duration deadline();

    /** See {@link #each}. */
    JobOptions options();

    /** See {@link #buffer(int)}; empty for as many as may run at once. */
    OptionalInt buffered();
}
