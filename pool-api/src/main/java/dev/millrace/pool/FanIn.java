package dev.millrace.pool;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * A bounded channel from many jobs to one consumer, which closes itself when the last job has ended. While its buffer is full no further job starts; jobs whose one result finds no room hold it back, and with it their share of the width, but no
 * worker.
 *
 * <p>The consumer takes one of the four ways to read: {@link #next}, {@link #iterator}, {@link #stream}, {@link #publisher}. Only one thread at a time may read. On a worker of the same pool, reading runs jobs of this fan-in in place rather
 * than wait for them; a {@link Producer}, which may have to wait for its consumer, only where none of the fan-in runs and no other worker could begin one.
 *
 * <p>A consumer that stops early closes it: queued jobs never start, running ones are interrupted. Closing twice, or after the end, does nothing.
 *
 * @param <T> what comes in; never null
 */
public interface FanIn<T> extends Iterable<T>, AutoCloseable {

    /**
     * The next result, in the order in which the jobs ended; waits for it. Empty once the last job has ended and everything was taken.
     *
     * @throws InterruptedException if the thread was interrupted; nothing is lost
     * @throws FanOutException after the last result, if a {@link Producer} failed; under {@link FanOut#failFast} at once. Results of a mapping carry their failures themselves. What an
     *     iterator threw from which inputs were read is thrown as it is, after the results that are ready; under {@code failFast} at once
     */
    Optional<T> next() throws InterruptedException;

    /**
     * As {@link #next()}, for a limited time; a worker of the same pool comes back only after the job that it runs meanwhile.
     *
     * @return empty, too, when the time is over; {@link #isDone} tells which
     */
    Optional<T> next(Duration limit) throws InterruptedException;

    /** Whether every job has ended and everything was taken, or it was closed. */
    boolean isDone();

    /**
     * The results that come, once. An interrupt while it waits closes the fan-in, keeps the flag set, and ends with a {@link java.util.concurrent.CancellationException}.
     *
     * @throws IllegalStateException if it is read in another way already
     */
    @Override
    Iterator<T> iterator();

    /**
     * The results that come, once; closing the stream closes this.
     *
     * @throws IllegalStateException if it is read in another way already
     */
    Stream<T> stream();

    /**
     * The results for one subscriber, as it demands them: what it has not asked for stays in the buffer, and holds the jobs back. Its methods are called by one thread at a time, on workers or on the thread that requests. Cancelling closes this.
     *
     * @throws IllegalStateException if it is read in another way already
     */
    Flow.Publisher<T> publisher();

    /** What it does at the moment. */
    FanInStats stats();

    /** Failures of producers so far, each with its position; at most the first 100. Those of a mapping are in its results. */
    List<FanResult<Void, Void>> failures();

    /** How well the workers were used; up to now, while jobs run. */
    Efficiency efficiency();

    /** Ends it early, or does nothing. Does not wait for jobs that ignore their interrupt. */
    @Override
    void close();
}
