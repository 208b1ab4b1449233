package dev.millrace.pool.runtime.group;

import dev.millrace.pool.runtime.handle.Task;

/** That of which a {@link Forked} job is a part. Thread-safe. */
interface Whole {

    /**
     * A part is done, as its handle says. Called by whoever completed it; must not throw.
     *
     * @param position which one it is
     * @param now when that was
     */
    void ended(Task<?> part, int position, long now);

    /** A part that was stopped while it ran has come back. Called by the thread that ran it, once, before or after {@link #ended}. */
    void cameBack(Task<?> part);

    /** A part begins that never went into the pool: its submitter runs it. */
    void began(Task<?> part);
}
