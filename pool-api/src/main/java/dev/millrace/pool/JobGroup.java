package dev.millrace.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/**
 * A scope for jobs: it does not end before they have. Groups nest, on one pool of any size, without deadlock: a worker that waits for a group runs jobs of that group, and no others.
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
 * Any thread may fork, the group's own jobs included; {@link #join} and {@link #close} are for the thread that opened it.
 */
public interface JobGroup extends AutoCloseable {

    /**
     * Starts a job. Where the policy allows only so many at once and so many run, waits for one to end; on a worker of the pool it runs one of them meanwhile.
     *
     * @throws RejectedExecutionException if the group is cancelled, closed, or its time is over; and as {@link WorkerPool#submit(Callable)}
     */
    <T> JobHandle<T> fork(Callable<T> job);

    /** Starts a job without a value. */
    JobHandle<?> fork(Runnable job);

    /**
     * Waits until all jobs that were forked have ended. Under {@link FanOut#failFast}, the default, the first failure cancels the others.
     *
     * @return this
     * @throws FanOutException under {@code failFast} if a job failed: with the first failure as its cause; never under {@link FanOut#collectAll}, where each handle has its own outcome
     * @throws InterruptedException if the thread was interrupted; the jobs go on
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
     * @throws FanOutException as {@code join}, if jobs were forked since the last one
     */
    @Override
    void close();
}
