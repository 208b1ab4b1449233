package dev.millrace.pool.runtime.handle;

/** Counts the end of a job, just before its handle is done: who sees the handle done finds it counted. */
public interface Tally {

    /** A job has ended, normally or not. */
    void ended(boolean completed);

    /** A job has thrown, and is about to end. */
    default void threw(TaskState<?> task, Object job, Throwable failure) {}
}
