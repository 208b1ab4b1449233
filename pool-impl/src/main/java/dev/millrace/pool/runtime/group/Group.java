package dev.millrace.pool.runtime.group;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.handle.Rest;
import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A scope of jobs, each a job of the pool with a handle of its own. For the scope a job has ended when its handle is done <em>and</em> its body has come back: one that goes on after its interrupt is waited for, until the deadline.
 *
 * <p>{@code end} says why no more may be forked. It is set <em>before</em> the listed jobs are stopped; who forks lists the job, <em>then</em> reads it. So each job is stopped by one of the two.
 */
public final class Group implements JobGroup, Whole {
    private final FanHost host;
    private final FanOut policy;
    private final JobOptions options;
    private final int width;
    private final Thread owner = Thread.currentThread();
    private final Roll roll = new Roll();
    private final Losses losses = new Losses();
    private final Times times = new Times();
    private final Rest rest = new Rest();
    private final Term term;
    /** Why it has ended, or null. Set once, under the monitor; read by all. */
    private volatile @Nullable End end;
    /** Whether the owner, a worker, sleeps over a job and could run another. Written by the owner before it reads {@link Roll#lists}, read by who lists one after that. */
    private volatile boolean ownerSleeps;

    private Group(FanHost host, FanOut policy) {
        this.host = host;
        this.policy = policy;
        this.options = policy.options();
        this.width = policy.width().orElse(Integer.MAX_VALUE);
        this.term = new Term(policy.deadline());
    }

    /**
     * Opens a group for the current thread.
     *
     * @throws IllegalArgumentException if the policy has a buffer
     */
    public static Group open(FanHost host, FanOut policy) {
        if (requireNonNull(policy, "policy").buffered().isPresent()) {
            throw new IllegalArgumentException("policy must have no buffer for a group, was "
                    + policy.buffered().getAsInt());
        }
        Group group = new Group(host, policy);
        group.term.begin(host, () -> group.end(End.OVERDUE));
        return group;
    }

    // ---- forking

    @Override
    public <T> JobHandle<T> fork(Callable<T> job) {
        Callable<T> prepared = host.prepared(requireNonNull(job, "job"));
        return start(position -> options.equals(JobOptions.none())
                ? new Forked<>(host.home(), prepared, this, position)
                : new BudgetForked<>(host.home(), prepared, options, host.alarm(), this, position));
    }

    @Override
    public JobHandle<?> fork(Runnable job) {
        Runnable prepared = host.prepared(requireNonNull(job, "job"));
        return start(position -> options.equals(JobOptions.none())
                ? new Forked<Void>(host.home(), prepared, this, position)
                : new BudgetForked<Void>(host.home(), prepared, options, host.alarm(), this, position));
    }

    /** Makes a job for a position. */
    private interface Maker<T> {
        Task<T> make(int position);
    }

    private <T> Task<T> start(Maker<T> maker) {
        refuseIfOver();
        int position = roll.tryEnter(width);
        boolean inside = false;
        while (position < 0) {
            refuseIfOver();
            if (position == Roll.CLOSED) {
                throw refusal("is closed", null);
            }
            inside = roll.anyRunsHere();
            if (!inside) {
                awaitPlace();
            }
            position = roll.tryEnter(inside ? Integer.MAX_VALUE : width);
        }
        Task<T> task = null;
        try {
            task = maker.make(position);
            handIn(task, inside);
            return task;
        } catch (Throwable refusal) {
            if (task == null || !task.isDone()) {
                roll.withdraw();
                rest.wake();
            }
            throw refusal;
        }
    }

    private void handIn(Task<?> task, boolean inside) {
        if (inside) {
            host.runHere(task);
        } else {
            host.submit(task, options, term.leftNanos());
        }
        if (!task.isDone()) {
            began(task);
        }
    }

    /** It is in the pool, or runs without having been there. */
    @Override
    public void began(Task<?> task) {
        roll.list(task);
        End why = end;
        if (why != null) {
            why.stop(task);
        }
        if (ownerSleeps) {
            LockSupport.unpark(owner);
        }
        if (width < Integer.MAX_VALUE) {
            rest.wake(); // who waits for a place may find that it is inside of this one
        }
    }

    /** At the limit: a worker runs one of the jobs, everybody else sleeps until one has ended. Where there can be only one, a wait for it that could never end is refused. */
    private void awaitPlace() {
        if (host.onWorker() && roll.forEach(Task::tryHelp)) {
            return;
        }
        try {
            Task<?> only = width == 1 ? roll.any() : null;
            if (only != null) {
                only.await(term.leftNanos(), () -> end != null);
            } else {
                rest.until(() -> end != null || roll.hasPlace(width) || roll.anyRunsHere(), term.leftNanos());
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw refusal("had as many jobs as may run until the thread was interrupted", interrupt);
        }
    }

    private void refuseIfOver() {
        if (term.isOver()) {
            end(End.OVERDUE);
        }
        End why = end;
        if (why != null) {
            throw refusal(why.inWords(), null);
        }
    }

    private RejectedExecutionException refusal(String why, @Nullable Throwable cause) {
        return new RejectedExecutionException("group of pool '" + host.home().name() + "' " + why, cause);
    }

    // ---- told by its jobs

    @Override
    public void ended(Task<?> task, int position, long now) {
        try {
            times.add(task, now);
            if (Losses.isLoss(task)) {
                losses.add(position, task.outcome());
                if (policy.failsFast()) {
                    end(End.FAILED);
                }
            }
        } finally {
            roll.leave(task);
            rest.wake();
        }
    }

    @Override
    public void cameBack(Task<?> task) {
        roll.cameBack(task);
        rest.wake();
    }

    // ---- waiting

    @Override
    public JobGroup join() throws InterruptedException {
        checkOwner("join");
        awaitAll();
        FanOutException failure = losses.tell();
        if (failure != null && policy.failsFast()) {
            throw failure;
        }
        return this;
    }

    private void awaitAll() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        while (roll.active() > 0) {
            helpOrSleep();
            if (term.isOver()) {
                end(End.OVERDUE);
            }
        }
        rest.until(() -> !roll.anyStopped(), term.leftNanos());
        times.merged();
    }

    private void helpOrSleep() throws InterruptedException {
        boolean helps = host.onWorker();
        ownerSleeps = helps;
        try {
            long seen = roll.lists();
            if (helps && roll.forEach(Task::tryHelp)) {
                return;
            }
            Task<?> task = roll.any();
            if (task == null) { // those that are left are on their way in or out
                rest.until(() -> roll.active() == 0 || roll.lists() != seen, term.leftNanos());
            } else {
                task.await(term.leftNanos(), () -> helps && roll.lists() != seen);
            }
        } finally {
            ownerSleeps = false;
        }
    }

    // ---- ending

    @Override
    public void cancel() {
        end(End.CANCELLED);
    }

    /** Stops all jobs; the first reason holds. */
    private void end(End why) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = why;
        }
        why.stopAll(roll.listed());
        rest.wake();
    }

    @Override
    public void close() {
        checkOwner("close");
        boolean interrupted = false;
        boolean closed = false;
        while (!closed) {
            try {
                awaitAll();
                closed = roll.tryClose();
            } catch (InterruptedException e) {
                interrupted = true;
                cancel();
            } catch (IllegalStateException circle) {
                cancel();
                throw circle;
            }
        }
        term.end();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        FanOutException failure = losses.tellNew();
        if (failure != null && policy.failsFast()) {
            throw failure;
        }
    }

    private void checkOwner(String verb) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(verb + " is for the thread that opened the group, " + owner.getName()
                    + ", was called by " + Thread.currentThread().getName());
        }
    }

    // ---- what is known of it

    @Override
    public int active() {
        return roll.active();
    }

    @Override
    public Efficiency efficiency() {
        return times.soFar(Math.min(width, host.workers()), roll.active() > 0);
    }
}
