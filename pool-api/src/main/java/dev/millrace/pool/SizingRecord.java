package dev.millrace.pool;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision about the size, as it was taken.
 *
 * @param at when
 * @param cause who asked
 * @param from size before
 * @param to size after; equal to {@code from} when nothing changed
 * @param reason why, in words
 * @param load what the decision was based on, or null if it was made by hand
 */
public record SizingRecord(
        Instant at,
        Cause cause,
        int from,
        int to,
        String reason,
        @Nullable LoadSnapshot load) {

    /** Who asked for a size. */
    public enum Cause {
        /** The pool's {@link SizingPolicy}. */
        POLICY,
        /** {@link WorkerPool#resize}, {@link WorkerPool#sizing}, {@link WorkerPool#pause} or {@link WorkerPool#resume}. */
        HAND,
        /** Nobody: the reading came too late to be trusted and was not used. */
        LATE,
        /** The policy failed, or threads could not be made. */
        FAILED
    }
}
