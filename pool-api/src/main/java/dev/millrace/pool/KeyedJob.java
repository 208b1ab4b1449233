package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * A value that was submitted to {@link KeyedJobs}, as a job; in this form a close hands it back unrun.
 *
 * @param key its key
 * @param job the value
 * @param handler what is done with it
 * @param <J> the values
 */
public record KeyedJob<J>(Object key, J job, Consumer<? super J> handler) implements Runnable {

    /** Refuses null. */
    public KeyedJob {
        requireNonNull(key, "key");
        requireNonNull(job, "job");
        requireNonNull(handler, "handler");
    }

    @Override
    public void run() {
        handler.accept(job);
    }
}
