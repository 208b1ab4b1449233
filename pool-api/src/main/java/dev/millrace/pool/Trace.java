package dev.millrace.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a job ran and how long it took.
 *
 * @param worker name of the thread that ran it, or null if none did
 * @param waited from the submit to the start, or to the end of a job that never started
 * @param ran from the start to the end; zero if it never started
 */
public record Trace(@Nullable String worker, Duration waited, Duration ran) {

    /** From the submit to the end. */
    public Duration total() {
        return waited.plus(ran);
    }
}
