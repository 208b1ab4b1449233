package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * A pool's verbs for many jobs at once. The jobs of one call take turns: as many of them as may run at once are in the queue as one job each, run for a while, and queue up again behind others. So a million inputs take no more room in the pool than
 * its workers, and a long fan-out does not keep others waiting until it ends. A worker of the pool that waits in one of these runs jobs of that call, and no others; so calls nest to any depth on a pool of any size.
 */
public interface FanOutPool {

    /**
     * Maps every input, and waits until all is done. The collection is read once, at the beginning.
     *
     * <p>Never throws what a job has thrown: {@link FanResults} has as many results as there were inputs, each with its value or failure; {@link FanResults#values} throws. An interrupt of the calling thread cancels what is left, and is kept.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the pool is closed, or full and refuses; nothing has run then
     */
    default <I, T> FanResults<I, T> map(Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper) {
        return map(inputs, mapper, FanOut.collectAll());
    }

    /** As {@link #map(Collection, Mapper)}, by a policy. */
    <I, T> FanResults<I, T> map(Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy);

    /**
     * As {@link #map(Collection, Mapper)}, for inputs that come one by one: each is read when a worker is free for it, by one thread at a time, the workers' and the caller's. What the iterator throws cancels the rest and is thrown from here.
     */
    <I, T> FanResults<I, T> map(Iterator<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy);

    /** The same for the elements of a stream, which is closed at the end; what its close throws is logged, and costs no result. */
    <I, T> FanResults<I, T> map(Stream<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy);

    /**
     * Maps inputs and hands the results over in the order in which they are ready, while the next ones run. {@link FanIn} has to be read to its end or closed. Read to its end it has one result for each input: one
     * with which no job began, since the deadline was over, another one has failed under {@link FanOut#failFast}, or the pool was closed, is told at the end, as expired, cancelled or handed back. The collection is read once, at the beginning.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the pool is closed, or full and refuses; nothing has run then
     */
    <I, T> FanIn<FanResult<I, T>> mapAsCompleted(
            Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy);

    /** The same for inputs that come one by one; each is read when a job can be started for it, by one thread at a time. Where it ends early nothing further is read: it has one result for each input that was read. What the iterator throws ends the fan-in and is thrown to its consumer. */
    <I, T> FanIn<FanResult<I, T>> mapAsCompleted(
            Iterator<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy);

    /** The same for the elements of a stream, which is closed at the end; what its close throws is logged, and costs no result. */
    <I, T> FanIn<FanResult<I, T>> mapAsCompleted(
            Stream<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy);

    /**
     * Runs producers, each of which may emit many values, into one bounded channel. A producer whose value finds the buffer full waits on its worker.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the pool is closed, or full and refuses; nothing has run then
     */
    <T> FanIn<T> fanIn(Collection<? extends Producer<? extends T>> producers, FanOut policy);

    /**
     * The first input for which there is a value; the others are cancelled at once: those that run are interrupted and not waited for, those that wait leave the queue. Sources beyond the first take free room only, and wait for it while one is under way.
     *
     * <p>On a worker of this pool sources that nobody has begun run in place, one after the other; a winner elsewhere, and the deadline, interrupt the one that runs there, but one that ignores this holds the caller up.
     *
     * @throws FanOutException if none has a value in time; its message names each
     * @throws IllegalArgumentException if there are no inputs
     * @throws InterruptedException if the calling thread was interrupted; all are cancelled
     * @throws java.util.concurrent.RejectedExecutionException if the pool is closed, or full and refuses
     */
    default <I, T> FanResult<I, T> first(Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper)
            throws InterruptedException {
        return first(inputs, mapper, Race.allAtOnce());
    }

    /** As {@link #first(Collection, Mapper)}, by rules. */
    <I, T> FanResult<I, T> first(Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper, Race rules)
            throws InterruptedException;

    /** A group of jobs that fails fast. */
    default JobGroup group() {
        return group(FanOut.failFast());
    }

    /** A group of jobs by a policy, whose {@link FanOut#buffer} has no meaning here and must not be set. */
    JobGroup group(FanOut policy);

    /**
     * Begins the description of a pipeline over inputs, which are read one by one as its first stage has room.
     *
     * @param inputs read by one thread at a time
     */
    <I> PipelineBuilder<I> pipeline(Iterator<? extends I> inputs);

    /** The same over a collection. */
    default <I> PipelineBuilder<I> pipeline(Collection<? extends I> inputs) {
        return pipeline(requireNonNull(inputs, "inputs").iterator());
    }

    /** The same over a stream, which is closed at the end; what its close throws is logged, and costs no result. */
    <I> PipelineBuilder<I> pipeline(Stream<? extends I> inputs);
}
