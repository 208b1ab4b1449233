package dev.millrace.pool.runtime.handle;

import org.jspecify.annotations.Nullable;

/** Counts the end of a job, just before its handle is done: who sees the handle done finds it counted. */
public interface Tally {

    /** A job has ended, normally or not. */
    void ended(boolean completed);

    /** A job has thrown, and is about to end; null if it was cancelled before it was run. */
    default void threw(TaskState<?> task, @Nullable Object job, Throwable failure) {}
}
