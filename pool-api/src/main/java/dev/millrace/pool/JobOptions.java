package dev.millrace.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a single job asks for. Immutable; each method gives new options.
 *
 * <pre>{@code
 * pool.submit(() -> resize(image), JobOptions.startWithin(ofMillis(50)).runWithin(ofMillis(200)));
 * pool.submit(() -> reindex(), JobOptions.none().priority(Priority.LOW).label("reindex"));
 * }</pre>
 */
public sealed interface JobOptions permits JobSettings {

    /** No budget, {@link Priority#NORMAL}, no label. */
    static JobOptions none() {
        return JobSettings.NONE;
    }

    /**
     * A budget for the wait: a job that has not started when it is over never starts, and its handle completes as {@link Outcome.Expired} at that time. The time is counted from the
     * submit; a submitter that still waits for room when it is over is refused.
     *
     * @throws IllegalArgumentException if the budget is not positive
     */
    static JobOptions startWithin(Duration budget) {
        return JobSettings.NONE.startingWithin(budget);
    }

    /** The same budget for options that ask for something else already. */
    JobOptions startingWithin(Duration budget);

    /**
     * A budget for the run: a job that still runs when it is over is interrupted, and its handle completes as {@link Outcome.TimedOut} at that time.
     *
     * @throws IllegalArgumentException if the budget is not positive
     */
    JobOptions runWithin(Duration budget);

    /** The band in which the job waits. */
    JobOptions priority(Priority priority);

    /**
     * A name for people, in errors and in reports of who waits for whom; and by it the pool knows a job that kills workers again. Control and format characters are replaced, what is longer than 64 characters is cut.
     */
    JobOptions label(String label);

    /**
     * Refuses the job at once, with a {@link HopelessJobException}, if by the pool's depth and mean run time it cannot start within its budget. Without a budget for the wait it changes nothing.
     */
    JobOptions admitByPrediction();

    /** See {@link #startWithin}; null for none. */
    @Nullable Duration startBudget();

    /** See {@link #runWithin}; null for none. */
    @Nullable Duration runBudget();

    /** See {@link #priority(Priority)}. */
    Priority priority();

    /** See {@link #label(String)}; null for none. */
    @Nullable String label();

    /** See {@link #admitByPrediction()}. */
    boolean predicted();
}
