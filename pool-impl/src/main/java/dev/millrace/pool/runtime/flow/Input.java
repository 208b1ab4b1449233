package dev.millrace.pool.runtime.flow;

import org.jspecify.annotations.Nullable;

/** Where a stage's jobs get what they work on. Thread-safe. */
interface Input {

    /**
     * Takes one for a job.
     *
     * @param share the channel in which the caller has a share of the width
     * @return null if there is none at the moment, or none any more
     */
    @Nullable Read pull(Channel share);

    /** Whether there will be none any more. */
    boolean isEnded();

    /** Whether it is certain that nobody else is told when there is another one, so that who took one must tell it. */
    boolean isQuiet();

    /** Whether there may be one now. */
    boolean hasMore();

    /**
     * What a job works on.
     *
     * @param index its position
     * @param value may be null
     * @param sinceNanos when its wait began
     */
    record Read(int index, @Nullable Object value, long sinceNanos) {}
}
