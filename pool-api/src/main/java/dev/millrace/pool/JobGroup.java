package dev.millrace.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/**
 * A scope for jobs: it does not end before they have, nor, but for the deadline, before a job that was cancelled and runs on comes back. Groups nest, on one pool of any size, without deadlock: a worker that waits for a group runs jobs of that group and of
 * groups inside it, and no others.
 *
 * <pre>{@code
 * try (JobGroup group = pool.group()) {
 *     JobHandle<User> user = group.fork(() -> loadUser(id));
 *     JobHandle<Cart> cart = group.fork(() -> loadCart(id));
 *     group.join();                                     // all done, or the first failure
 *     return new Page(user.get(), cart.get());
 * }
 * }</pre>
 *
 * <p>Any thread may fork, the group's own jobs included; {@link #join} and {@link #close} are for the thread that opened it, and a job closes what it has opened: what a group still holds when the job that opened it ends is cancelled, and that is told in the log.
 *
 * <p>Jobs that a worker of the pool forks for a group that it has opened itself, without {@link FanOut#atMost} or {@link FanOut#each}, it holds: up to 1,024 of them take no place in the pool's queue and its bound, until the worker joins or an idle one takes them.
 * Up to 16 of them in a row may share the time of one fork, so {@link Trace#waited} counts from the first.
 */
public interface JobGroup extends AutoCloseable {

    /**
     * Starts a job. Where the policy allows only so many at once and so many run, waits for one to end; on a worker of the pool it runs one of them meanwhile. A job of the group that forks at that limit lends its place: the new one runs inside it.
     *
     * @throws RejectedExecutionException if the group is cancelled, closed, or its time is over; if the thread was interrupted while it waited (the flag stays set); and as {@link WorkerPool#submit(Callable)}
     */
    <T> JobHandle<T> fork(Callable<T> job);

    /** Starts a job without a value. */
    JobHandle<?> fork(Runnable job);

    /**
     * Waits until all jobs that were forked have ended. Under {@link FanOut#failFast}, the default, the first failure cancels the others. A job that was only cancelled has not failed; one that was dropped, handed back or out of time has.
     *
     * @return this
     * @throws FanOutException under {@code failFast} if a job failed: with the first failure as its cause; never under {@link FanOut#collectAll}, where each handle has its own outcome
     * @throws InterruptedException if the thread was interrupted; the jobs go on
     * @throws IllegalStateException on another thread, and on a worker whose wait could never end
     */
    JobGroup join() throws InterruptedException;

    /** Cancels all jobs: those that wait leave the queue, those that run are interrupted. From now on none can be forked. */
    void cancel();

    /** Jobs that were forked and have not ended. */
    int active();

    /** How well the workers were used; up to now, while jobs run. */
    Efficiency efficiency();

    /**
     * Waits until all jobs have ended; an interrupt cancels them, and is kept. A failure that no {@code join} has told is told here.
     *
     * @throws FanOutException as {@code join}, if a job has failed since the last one
     * @throws IllegalStateException on another thread, and on a worker whose wait could never end; then all is cancelled
     */
    @Override
    void close();
}
