package dev.millrace.bench;

import java.util.concurrent.Future;

/** A pool of two or more fixed workers under comparison. A submit that finds it full waits for room. Thread-safe. */
interface Contender extends AutoCloseable {

    /** Submits one job. */
    void execute(Runnable job);

    /** Submits one job with a handle. */
    Future<?> submit(Runnable job);

    /** Submits jobs together, as one element of the queue. */
    void executeTogether(Runnable[] jobs);

    /** Called by a producer before it submits so many jobs one after the other; a pool without a bound of its own waits here. */
    default void awaitRoom(int jobs) {}

    @Override
    void close();
}
