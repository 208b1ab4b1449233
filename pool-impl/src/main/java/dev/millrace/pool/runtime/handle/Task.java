package dev.millrace.pool.runtime.handle;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.cells.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job and its handle in one object: who waits for it, and what they are told. Waiters are pushed by CAS, <em>then</em> the state is read; a task that is done says so in its state, <em>then</em> takes the list by CAS. So
 * either sees the other, and each waiter is told once, by whoever took the list.
 */
public class Task<T> extends TaskState<T> implements JobHandle<T>, RunnableFuture<T> {
    private static final VarHandle WAITERS = Fields.handle(MethodHandles.lookup(), "waiters", Waiter.class);

    private volatile @Nullable Waiter waiters;

    /** A job that gives a value. */
    public Task(Home home, Callable<T> job) {
        super(home, job, false, System.nanoTime());
    }

    /** A job that gives none. */
    public Task(Home home, Runnable job) {
        super(home, job, true, System.nanoTime());
    }

    /**
     * A job whose maker knows what time it is.
     *
     * @param job a {@link Callable}, or a {@link Runnable}
     */
    protected Task(Home home, Object job, boolean isRunnable, long submittedNanos) {
        super(home, job, isRunnable, submittedNanos);
    }

    /** The jobs among which it has its turn, or null. */
    @Nullable Sequence sequence() {
        return null;
    }

    // ---- by hand

    /**
     * Runs the job on the current thread, wherever it is, unless somebody else has won it.
     *
     * @throws IllegalStateException if it has its turn among other jobs, which this would break
     */
    @Override
    public final void run() {
        boolean given = phase() == Phase.GIVEN;
        if (sequence() != null && !isGhost()) {
            throw new IllegalStateException(label() + " of pool '" + home().name()
                    + "' has a key: it runs when its turn comes, and not by hand");
        }
        ThreadState outer = Runner.current() == null ? null : ThreadState.ofCurrentThread();
        try {
            Runner.inside(() -> runHere(given ? Phase.GIVEN : Phase.NEW));
        } finally {
            if (outer != null) {
                outer.restore(); // the marks of the job around it
            }
        }
    }

    /** On a worker of its pool: runs it in place, unless somebody has won it; false if nothing was done. */
    public final boolean tryHelp() {
        return tryHelp(() -> false);
    }

    /**
     * The same. One that has its turn among others is run after those before it, if nobody else runs them.
     *
     * @param enough asked after each of them, whether to go no further
     */
    final boolean tryHelp(BooleanSupplier enough) {
        Runner me = Runner.current();
        if (me == null || !me.isAt(home()) || isGhost()) {
            return false;
        }
        Sequence sequence = sequence();
        if (sequence == null) {
            home().inPlace(this::runInside);
        } else {
            sequence.help(me, () -> isGhost() || enough.getAsBoolean());
        }
        return true;
    }

    /** On a worker, inside another job, by whoever holds its turn if it has one: runs it, unless somebody has won it. */
    public final void runInside() {
        runHere(Phase.NEW);
    }

    /**
     * On a worker of its pool, before it is accepted: waits while another thread runs the jobs before it.
     *
     * @param over asked every now and then, whether to wait no longer
     * @throws IllegalStateException if it would never end
     */
    public final void awaitTurn(long nanos, BooleanSupplier over) {
        Wait.untilTurn(this, nanos, over);
    }

    /** Whether a worker of its pool could run it now, though others had its turn before. */
    final boolean isFreeFor(Runner me) {
        Sequence sequence = sequence();
        return sequence != null && me.isAt(home()) && !isGhost() && sequence.isFree();
    }

    /** Who must go on for it to end: who runs it or, while it waits for its turn, who runs the jobs before it; null if nobody does. */
    final @Nullable Runner dependsOn() {
        Runner running = runningOn();
        Sequence sequence = sequence();
        return running != null || sequence == null || isGhost() ? running : sequence.runner();
    }

    private void runHere(int from) {
        Runner mine = Runner.current();
        if (mine == null) {
            throw new IllegalStateException("outside of Runner.inside");
        }
        runHere(mine, from, System.nanoTime());
    }

    /**
     * Runs it on the current thread, which is that of {@code mine}, inside {@link Runner#insideEach}; unless somebody has won it.
     *
     * @param now the time
     */
    public final void runHere(Runner mine, long now) {
        runHere(mine, Phase.NEW, now);
    }

    private void runHere(Runner mine, int from, long now) {
        Scope scopeBefore = mine.scope();
        mine.outermost(this);
        if (begin(mine, from, now)) {
            boolean counted = from == Phase.NEW && isAdmitted();
            if (counted) {
                home().helped();
            }
            runBegun(counted ? home()::helpedEnd : completed -> {});
            mine.endScopes(scopeBefore);
            if (awaitStop()) {
                Thread.interrupted();
            }
        }
        mine.outermost(null);
    }

    // ---- what became of it

    @Override
    public final boolean isDone() {
        return Phase.done(phase());
    }

    @Override
    public final boolean isCancelled() {
        int phase = phase();
        return phase == Phase.CANCELLED_RUNNING
                || phase == Phase.CANCELLED
                || phase == Phase.DROPPED
                || phase == Phase.HANDED_BACK;
    }

    @Override
    public final @Nullable T get() throws InterruptedException, ExecutionException {
        if (!isDone()) {
            Wait.untilDone(this);
        }
        return Results.get(this);
    }

    @Override
    public final @Nullable T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = requireNonNull(unit, "unit").toNanos(timeout);
        if (!isDone() && !Wait.untilDone(this, nanos)) {
            throw new TimeoutException(this + " is not done after " + timeout + " " + unit);
        }
        return Results.get(this);
    }

    @Override
    public final Outcome<T> outcome() {
        if (!isDone()) {
            Wait.uninterruptibly(this);
        }
        return Results.outcome(this);
    }

    @Override
    public final JobHandle<T> onCompletion(Consumer<? super Outcome<T>> action) {
        requireNonNull(action, "action");
        push(new Waiter.Calling(() -> action.accept(Results.outcome(this)), home()));
        return this;
    }

    @Override
    public final CompletableFuture<T> toCompletableFuture() {
        MirrorFuture<T> mirror = new MirrorFuture<>(this);
        push(new Waiter.Calling(mirror::complete, home()));
        return mirror;
    }

    /** Puts a waiter into the list; if the task is done already, it is told at once. */
    final void push(Waiter waiter) {
        Waiter first;
        do {
            first = waiters;
            waiter.next = first;
        } while (!WAITERS.compareAndSet(this, first, waiter));
        if (isDone()) {
            tell(null);
        }
    }

    /** Takes a waiter out of the list that waits no more, and with it all others that have gone: polling a task for long leaves nothing behind. */
    final void leave(Waiter.Sleeping waiter) {
        waiter.leave();
        boolean clean = isDone();
        while (!clean) {
            clean = unlinkGone();
        }
    }

    /**
     * As java.util.concurrent.FutureTask does it: a waiter before which none is left is taken out by CAS of the head, any other by its predecessor; should that one have gone meanwhile, or the head have changed, the walk begins anew.
     */
    private boolean unlinkGone() {
        Waiter before = null;
        for (Waiter at = waiters; at != null; at = at.next) {
            if (!at.gone()) {
                before = at;
            } else if (before == null) {
                if (!WAITERS.compareAndSet(this, at, at.next)) {
                    return false;
                }
            } else {
                before.next = at.next;
                if (before.gone()) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public final String toString() {
        return Results.describe(this);
    }

    /** A name for people. The payload of a job that has ended is not the job. */
    public String label() {
        Object job = job();
        return JobNames.of(phase() <= Phase.RUNNING ? job : null);
    }

    // ---- as a part of a whole

    /**
     * Waits for it, by the rules of {@link #get()}.
     *
     * @param nanos how long; {@link Long#MAX_VALUE} for ever
     * @param enough asked now and then, and whenever the thread is unparked: whether to go on to something else
     * @return whether it is done
     */
    public final boolean await(long nanos, BooleanSupplier enough) throws InterruptedException {
        return isDone() || Wait.untilDone(this, nanos, enough);
    }

    /** Whether the current thread runs it, perhaps with other jobs inside; also if it was stopped and has not come back. */
    public final boolean runsHere() {
        Runner me = Runner.current();
        return me != null && runsOn(me);
    }

    /** The time of the whole to which it belongs is over: one that has not started expires, one that runs has timed out. */
    public final void overdue() {
        expire();
        timeOut();
    }

    /** Whether it was stopped while it ran, so that it may run yet; only when done. */
    public final boolean wasStopped() {
        return phase() == Phase.CANCELLED_RUNNING || phase() == Phase.TIMED_OUT;
    }

    /** Whether it was begun; only when done. */
    public final boolean wasRun() {
        return Phase.ran(phase());
    }

    /** Whether it has a value; only when done. */
    public final boolean hasValue() {
        return phase() == Phase.VALUE;
    }

    /**
     * The job is done, as its state says; called once, by whoever completed it, before others are told. Must be short.
     *
     * @param now when that was
     */
    protected void completed(long now) {}

    /** It begins without ever having been in the pool. */
    protected void begunOutside() {}

    @Override
    void begun() {
        if (!isAdmitted()) {
            begunOutside();
        }
    }

    @Override
    final void done(long now, @Nullable Runner by) {
        try {
            completed(now);
        } finally {
            tell(by);
        }
    }

    private void tell(@Nullable Runner by) {
        for (Waiter first = waiters; first != null; first = waiters) {
            if (WAITERS.compareAndSet(this, first, null)) {
                for (Waiter waiter = first; waiter != null; waiter = waiter.next) {
                    waiter.done(by);
                }
            }
        }
    }
}
