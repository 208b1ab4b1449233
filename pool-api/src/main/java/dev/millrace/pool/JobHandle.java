package dev.millrace.pool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A submitted job: its future, and what became of it. Every handle of a pool completes, at the latest when the pool is closed; but for those that {@link
 * PoolExecutorService#shutdownNow} has given away, and those whose job ignores its interrupt, which complete with it. Thread-safe.
 *
 * <p><b>Waiting on a worker of the same pool</b> ({@code get}, {@code outcome}) runs the job in place if it has not started, so that nested jobs cannot starve each other; a job that runs elsewhere is waited for, and a
 * wait that could never end (for itself, or in a circle of jobs that wait for each other) is refused with an {@link IllegalStateException} that names it. Circles are followed through waits for one job or for all of several (a map, a group's join), not through waits for any of them.
 *
 * <p><b>Futures</b>: {@code get} throws {@link CancellationException} for a job that was cancelled, dropped or handed back, and {@link ExecutionException} for one that threw, or whose budget was over (the cause is then
 * a {@link TimeoutException}). What a job did before it ended is visible to whoever sees it done.
 *
 * @param <T> what the job computes
 */
public interface JobHandle<T> extends Future<T> {

    /**
     * What became of the job; waits until that is known. Not interruptible: an interrupt while it waits is kept for later. For a wait with a limit use {@link #get(long, TimeUnit)} first.
     *
     * @throws IllegalStateException on a worker whose wait could never end
     */
    Outcome<T> outcome();

    /**
     * Cancels the job. One that has not started never starts, and gives its place in the bound back at once. One that runs is completed as cancelled at once, and if asked for, the thread that runs it is interrupted, once
     * and not after the job has ended; what the job still does then is its own affair.
     *
     * @param mayInterruptIfRunning whether a job that runs is interrupted
     * @return false if the job was done already, or a close has it for its {@link DrainReport#handedBack()}: what may be offered again is not told to be cancelled
     */
    @Override
    boolean cancel(boolean mayInterruptIfRunning);

    /**
     * Calls {@code action} with the outcome: at once if the job is done, else on the thread that completes it, which may be a worker, so it should be short. What it throws is logged. Actions may run in any order.
     *
     * @return this
     */
    JobHandle<T> onCompletion(Consumer<? super Outcome<T>> action);

    /**
     * A new future that completes as this does: with the value, with what the job threw, with a {@link TimeoutException} when a budget was over, else with a {@link CancellationException}. Cancelling it cancels the job,
     * without an interrupt.
     */
    CompletableFuture<T> toCompletableFuture();
}
