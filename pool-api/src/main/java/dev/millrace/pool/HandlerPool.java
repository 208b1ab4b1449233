package dev.millrace.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * A pool whose jobs are objects of one class, and whose workers each have a {@link Handler} for them, which is opened and closed with the worker.
 *
 * <pre>{@code
 * LongAdder sum = new LongAdder();
 * try (HandlerPool<Integer> pool = HandlerPool.builder("sum", Integer.class).handler(() -> sum::add).build()) {
 *     pool.offerAll(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
 * } // sum is 55
 * }</pre>
 *
 * <p>Below is a {@link WorkerPool}, with its bound, its order, its accounts and its ways to be full; {@link #workers()} gives it. A worker takes no job before its handler is open, so jobs wait, within the bound, while handlers
 * cannot be opened; a close hands them back at its deadline.
 *
 * <p><b>Errors.</b> An exception that a handler throws fails the job, as it does in any pool. An {@link Error} is the handler's death: it is closed, a new one is made and the same job tried again on the same thread. A job that
 * has killed {@link WorkerPoolBuilder#quarantineAfter} handlers is poison: it fails with a {@link DeadLetterException}, is kept in {@link #deadLetters}, and offered again is refused, until {@link
 * WorkerPool#releaseFromQuarantine} lets it run again. It is known by its label, else by being the same object. A {@code ThreadDeath} ends the worker, too, once the job has an end.
 *
 * <p><b>Jobs inside jobs.</b> A handler that offers to its own full pool, or waits for a handle of it, may have that job run in place, inside the call that it is in. Such a job gets another handler, which the worker keeps for
 * that purpose. One that runs on a thread that is no worker of the pool gets a handler for itself alone.
 *
 * <p>Thread-safe.
 *
 * @param <J> what the jobs are
 */
public interface HandlerPool<J> extends AutoCloseable {

    /**
     * Starts the description of a pool.
     *
     * @param name as of {@link WorkerPool#builder}
     * @param type the class of its jobs, by which each is checked
     */
    static <J> HandlerPoolBuilder<J> builder(String name, Class<J> type) {
        return new HandlerPoolBuilder<>(name, type);
    }

    /** The name that was given to the builder. */
    String name();

    // ---- the ways in

    /**
     * Submits a job, as {@link WorkerPool#execute} does: when the pool is full, {@link WhenFull} decides, and the default waits for room.
     *
     * @throws ClassCastException if it is no object of the pool's class; so of all ways in
     * @throws RejectedExecutionException as {@code WorkerPool.execute}
     */
    void offer(J job);

    /** Submits a job if there is room at once; never blocks. False: full, closed or quarantined, and counted rejected. */
    boolean tryOffer(J job);

    /**
     * Submits jobs as one element with one admission, all or none, as {@link WorkerPool#executeAll} does.
     *
     * @throws IllegalArgumentException if there are more jobs than the queue capacity
     * @throws RejectedExecutionException as {@link #offer}
     */
    void offerAll(Collection<? extends J> jobs);

    /**
     * Submits jobs as {@link #offerAll} does, if there is room for all of them at once; never blocks.
     *
     * @throws IllegalArgumentException if there are more jobs than the queue capacity
     */
    boolean tryOfferAll(Collection<? extends J> jobs);

    /**
     * Submits a job and gives its handle, whose value is null.
     *
     * @throws RejectedExecutionException as {@link #offer}
     */
    JobHandle<?> submit(J job);

    /**
     * Submits a job with a budget, a priority or a label. A job that a {@link BatchHandler} handles has no run of its own, since others are in the same call: a budget for the run does nothing, and one that is cancelled
     * meanwhile is completed so, without an interrupt, and its call goes on.
     *
     * @throws HopelessJobException if it is admitted by prediction and cannot start in time
     * @throws RejectedExecutionException as {@link #offer}
     */
    JobHandle<?> submit(J job, JobOptions options);

    /** Submits a job if there is room at once. Empty: full, closed or quarantined, and counted rejected. */
    Optional<JobHandle<?>> trySubmit(J job);

    // ---- what it is and does

    /** The pool below: its figures, its size by hand, pause, quarantine. Jobs that are given to it directly run on the same workers, without a handler. Closing it closes this. */
    WorkerPool workers();

    /** What became of the handlers. What became of the jobs says {@code workers().stats()}. */
    HandlerStats stats();

    /** The dead letters that are kept, oldest first. */
    List<DeadLetter<J>> deadLetters();

    /** A text for people: the handlers, then {@link WorkerPool#explain}. */
    String explain();

    // ---- the end

    /** Closes with the deadline of the builder, as {@link WorkerPool#close()} does. */
    @Override
    void close();

    /**
     * Closes as {@link WorkerPool#close(Duration)} does; handlers are closed with their workers, and the end waits for that.
     *
     * @param deadline how long to let jobs run on; zero hands back at once
     * @throws IllegalArgumentException if the deadline is negative
     */
    HandlerDrainReport<J> close(Duration deadline);

    /** Closes when a signal comes, as {@link WorkerPool#closeWhen} does. */
    void closeWhen(CompletionStage<?> done);

    /** Completes when the pool has been closed, as {@link WorkerPool#whenClosed} does. */
    CompletionStage<HandlerDrainReport<J>> whenClosed();
}
