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
    private final Times times;
    private final Rest rest = new Rest();
    private final Term term;
    private final Entry entry;
    /** Null unless the owner is a worker that may hold its jobs: as many as it likes, without budgets of their own. */
    private final @Nullable Holder holder;
    /** Why it has ended, or null. Set once, under the monitor; read by all. */
    private volatile @Nullable End end;
    /** Whether the owner, a worker, sleeps over a job and could run another. Written by the owner before it reads {@link Roll#lists}, read by who lists one after that. */
    private volatile boolean ownerSleeps;
    /** Whether it was closed, as the owner knows. */
    private boolean closed;

    private Group(FanHost host, FanOut policy) {
        this.host = host;
        this.policy = policy;
        this.options = policy.options();
        this.width = policy.width().orElse(Integer.MAX_VALUE);
        this.term = Term.of(policy.deadline());
        boolean plain = width == Integer.MAX_VALUE && options.equals(JobOptions.none());
        this.holder = plain ? Holder.of(host, this) : null;
        this.entry = new Entry(this, host, options, width, roll, rest, term);
        this.times = new Times(holder == null ? System.nanoTime() : holder.openedNanos());
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
        Holder mine = holderIfRoom();
        if (mine != null) {
            return mine.fork(prepared, false, mine.forked() + roll.forked());
        }
        return entry.start(position -> options.equals(JobOptions.none())
                ? new Forked<>(host.home(), prepared, this, position)
                : new BudgetForked<>(host.home(), prepared, options, host.alarm(), this, position));
    }

    @Override
    public JobHandle<?> fork(Runnable job) {
        Runnable prepared = host.prepared(requireNonNull(job, "job"));
        Holder mine = holderIfRoom();
        if (mine != null) {
            return mine.<Void>fork(prepared, true, mine.forked() + roll.forked());
        }
        return entry.start(position -> options.equals(JobOptions.none())
                ? new Forked<Void>(host.home(), prepared, this, position)
                : new BudgetForked<Void>(host.home(), prepared, options, host.alarm(), this, position));
    }

    /** The holder, if the current thread is its, and nothing keeps it from one more; what does is told by the other way in. */
    private @Nullable Holder holderIfRoom() {
        Holder mine = holder;
        boolean can = mine != null
                && Thread.currentThread() == owner
                && end == null
                && !closed
                && !term.isOver()
                && !host.isClosed()
                && mine.hasRoom();
        return can ? mine : null;
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

    // ---- told by its jobs

    @Override
    public void ended(Task<?> task, int position, long now) {
        boolean held = task instanceof Forked<?> forked && forked.isHeld();
        if (held && Thread.currentThread() == owner && !task.wasStopped()) {
            endedHere(requireNonNull(holder), task, position, now);
            return;
        }
        try {
            times.add(task, now);
            if (held && task.wasRun()) {
                host.ranOutside(1);
            }
            noteLoss(task, position);
        } finally {
            roll.leave(task);
            rest.wake();
        }
    }

    private void endedHere(Holder mine, Task<?> task, int position, long now) {
        mine.ended(task, now); // first: it must be counted, also where there is no stack for the rest
        roll.strike(task);
        if (!task.hasValue()) {
            noteLoss(task, position);
        }
    }

    private void noteLoss(Task<?> task, int position) {
        if (Losses.isLoss(task)) {
            losses.add(position, task.outcome());
            if (policy.failsFast()) {
                end(End.FAILED);
            }
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
        throwIfInterrupted();
        if (holder != null) {
            holder.runAll();
            throwIfInterrupted();
        }
        while (active() > 0) {
            helpOrSleep();
            if (term.isOver()) {
                end(End.OVERDUE);
            }
        }
        rest.until(() -> !roll.anyStopped(), term.leftNanos());
        if (holder == null) {
            times.merged(System.nanoTime());
        } else {
            times.merged(holder.clock());
        }
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void helpOrSleep() throws InterruptedException {
        boolean helps = host.onWorker();
        ownerSleeps = helps;
        try {
            int seen = roll.lists();
            if (helps && helpOne()) {
                throwIfInterrupted();
                return;
            }
            Task<?> task = roll.any();
            if (task == null) { // those that are left are on their way in or out
                rest.until(() -> active() == 0 || roll.lists() != seen, term.leftNanos());
            } else {
                task.await(term.leftNanos(), () -> helps && (roll.lists() != seen || canHelpInside()));
            }
        } finally {
            ownerSleeps = false;
        }
    }

    private boolean helpOne() {
        if (holder != null) {
            holder.runAll();
        }
        return roll.forEach(Task::tryHelp) || (holder != null && holder.helpInside(roll.listed()));
    }

    private boolean canHelpInside() {
        return holder != null && holder.canHelpInside(roll.listed());
    }

    // ---- ending

    @Override
    public void cancel() {
        end(End.CANCELLED);
    }

    /** Stops all jobs; the first reason holds. */
    void end(End why) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = why;
        }
        if (holder != null) {
            holder.stop(why);
        }
        why.stopAll(roll.listed());
        rest.wake();
    }

    @Override
    public void close() {
        checkOwner("close");
        boolean interrupted = false;
        while (!closed) {
            try {
                awaitAll();
                closed = roll.tryClose(holder == null ? 0 : holder.balance());
            } catch (InterruptedException e) {
                interrupted = true;
                cancel();
            } catch (IllegalStateException circle) {
                cancel();
                throw circle;
            }
        }
        term.end();
        if (holder != null) {
            holder.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        FanOutException failure = losses.tellNew();
        if (failure != null && policy.failsFast()) {
            throw failure;
        }
    }

    /** Its owner's job has ended without a close: nobody will join, so what it holds would wait for ever. */
    void leftOpen() {
        if (!closed) {
            closed = true;
            end(End.CANCELLED);
            term.end();
            requireNonNull(holder).close();
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
        return roll.active() + (holder == null ? 0 : holder.balance());
    }

    @Override
    public Efficiency efficiency() {
        Efficiency elsewhere = times.soFar(Math.min(width, host.workers()), active() > 0);
        return holder == null ? elsewhere : holder.with(elsewhere);
    }

    // ---- as others of its tree see it

    /** Why it has ended, or null. */
    @Nullable End ending() {
        return end;
    }

    /** The oldest job that its owner holds, or that is held inside one of those; null if none was seen besides {@code except}. */
    @Nullable Forked<?> find(@Nullable Forked<?> except) {
        return holder == null ? null : holder.find(except);
    }

    /** The group that the same job had opened before, or null. */
    @Nullable Group before() {
        return holder == null ? null : holder.before();
    }

    /** The help of its tree, if it is one of this pool. */
    @Nullable Help help(FanHost pool) {
        return holder == null || pool != host ? null : holder.help();
    }
}
