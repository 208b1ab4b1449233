package dev.millrace.pool;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How sources race for the first success. Immutable; each method gives new rules.
 *
 * <pre>{@code
 * pool.first(mirrors, this::fetch, Race.hedged(ofMillis(50)).within(ofSeconds(2)));
 * }</pre>
 */
public sealed interface Race permits RaceSettings {

    /** All start at once. */
    static Race allAtOnce() {
        return RaceSettings.ALL_AT_ONCE;
    }

    /**
     * The first starts at once; the next one starts when none has succeeded after this delay, or as soon as one has failed.
     *
     * @throws IllegalArgumentException if the delay is not positive
     */
    static Race hedged(Duration delay) {
        return RaceSettings.ALL_AT_ONCE.hedgedBy(delay);
    }

    /**
     * A deadline for the whole, counted from the call.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    Race within(Duration deadline);

    /**
     * At most so many run at the same time.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    Race atMost(int sources);

    /**
     * Budgets, priority and label of each source's job.
     *
     * @throws IllegalArgumentException if it asks for {@link JobOptions#admitByPrediction}
     */
    Race each(JobOptions options);

    /** See {@link #hedged}; null if all start at once. */
    @Nullable Duration hedgeDelay();

    /** See {@link #within}; null for none. */
    @Nullable Duration deadline();

    /** See {@link #atMost}; empty for all. */
    OptionalInt width();

    /** See {@link #each}. */
    JobOptions options();
}
