package dev.millrace.pool.runtime.contract;

/** What a service's owner has run around each job, on its thread. Thread-safe; may throw anything. */
public interface Hooks {
    /** Does nothing. */
    Hooks NONE = new Hooks() {};

    /** Before the job. */
    default void before() {}

    /** After the job, whether it ended well or not. */
    default void after() {}
}
