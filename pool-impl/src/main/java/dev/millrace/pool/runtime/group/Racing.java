package dev.millrace.pool.runtime.group;

import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Mapper;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Race;
import dev.millrace.pool.Trace;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.handle.Rest;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.job.Elements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A race of sources for the first success. Whoever brings it on, moves it on: the caller, a worker whose source has ended, the timer when the next one is due. None but the caller waits for room or runs a source in place; so while the caller is busy inside a
 * source the others start and win all the same, and the winner interrupts it there.
 *
 * <p>The first source goes through the pool's front door; so does one that finds no other under way. The others take free room only, and wait for it while there is none: no job is refused or dropped for the sake of one that may not be needed.
 */
public final class Racing<I, T> implements Whole {
    private static final long ROOM_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final FanHost host;
    private final List<I> inputs;
    private final List<Callable<T>> sources = new ArrayList<>();
    private final JobOptions options;
    private final Term term;
    private final Rest rest = new Rest();
    private final Losses losses = new Losses();
    /** Guarded by the monitor, as all that follow. */
    private final Pace pace;

    private final Set<Task<?>> listed = new HashSet<>();
    private @Nullable Future<?> due;
    private int next;
    private int running;
    private boolean noRoom;
    /** Whether nothing more is to start. Read without the monitor by who waits. */
    private volatile boolean over;

    private volatile @Nullable FanResult<I, T> winner;

    /** A race that has not begun. */
    public Racing(FanHost host, Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper, Race rules) {
        this.host = host;
        this.inputs = Elements.listOf(inputs, "inputs");
        if (this.inputs.isEmpty()) {
            throw new IllegalArgumentException("inputs must not be empty");
        }
        for (I input : this.inputs) {
            sources.add(host.prepared(() -> mapper.map(input)));
        }
        this.options = rules.options();
        this.term = Term.of(rules.deadline());
        this.pace = new Pace(rules);
    }

    // ---- the caller

    /** Runs it to its end. */
    public FanResult<I, T> await() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        term.begin(host, this::expire);
        try {
            while (!over) {
                moveOn();
                if (!over && !startAlone() && !help()) {
                    sleep();
                }
                if (term.isOver()) {
                    expire();
                }
            }
            FanResult<I, T> first = winner;
            if (first == null) {
                throw losses.tellAll();
            }
            return first;
        } finally {
            End.CANCELLED.stopAll(end());
        }
    }

    /** If none is under way, and one is left, it starts by the front door. */
    private boolean startAlone() throws InterruptedException {
        int position;
        synchronized (this) {
            if (over || running > 0 || next == inputs.size()) {
                return false;
            }
            position = take();
        }
        Task<T> task = task(position);
        try {
            host.submit(task, options, term.leftNanos());
        } catch (RejectedExecutionException refusal) {
            refused(refusal, position);
            return true;
        }
        began(task);
        return true;
    }

    private void refused(RejectedExecutionException refusal, int position) throws InterruptedException {
        if (refusal.getCause() instanceof InterruptedException interrupt) {
            Thread.interrupted();
            throw interrupt;
        }
        if (!term.isOver() || host.isClosed()) {
            losses.suppressIn(refusal);
            throw refusal;
        }
        synchronized (this) {
            running--;
            losses.add(position, expired());
            overIfAllLost();
        }
    }

    /** A worker runs one that nobody has begun. */
    private boolean help() {
        if (host.onWorker()) {
            for (Task<?> task : list()) {
                if (task.tryHelp()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The last hope is waited for by name, so that a wait for what waits for this is refused. */
    private void sleep() throws InterruptedException {
        List<Task<?>> tasks = list();
        long left = term.leftNanos();
        boolean isLast;
        synchronized (this) {
            isLast = tasks.size() == 1 && next == inputs.size() && running == 1;
            if (next < inputs.size() && pace.hasPlace(running)) {
                left = Math.min(left, Math.max(noRoom ? ROOM_NANOS : 1, pace.leftNanos()));
            }
        }
        if (isLast) {
            tasks.get(0).await(left, () -> over);
        } else {
            rest.until(this::callsTheCaller, left);
        }
    }

    private synchronized boolean callsTheCaller() {
        return over || running == 0 || (mayStart() && !noRoom);
    }

    private synchronized List<Task<?>> list() {
        return new ArrayList<>(listed);
    }

    // ---- whoever moves it on

    private synchronized boolean mayStart() {
        return !over && next < inputs.size() && pace.hasPlace(running) && pace.leftNanos() <= 0;
    }

    /** Starts those that may start, as far as there is room. */
    private synchronized void moveOn() {
        noRoom = false;
        while (running > 0 && !noRoom && mayStart()) {
            Task<T> task = task(next);
            if (host.trySubmit(task, options)) {
                take();
                listed.add(task);
            } else {
                noRoom = true;
            }
        }
    }

    private Task<T> task(int position) {
        Callable<T> source = sources.get(position);
        return options.equals(JobOptions.none())
                ? new Forked<>(host.home(), source, this, position)
                : new BudgetForked<>(host.home(), source, options, host.alarm(), this, position);
    }

    private synchronized int take() {
        running++;
        pace.started();
        if (due != null) {
            due.cancel(false);
        }
        if (pace.isHedged() && next + 1 < inputs.size()) {
            try {
                due = host.alarm().after(pace.delayNanos(), this::moveOn);
            } catch (Throwable failure) {
                host.told("the timer", failure);
            }
        }
        return next++;
    }

    @Override
    public void began(Task<?> task) {
        boolean late;
        synchronized (this) {
            late = over;
            if (!task.isDone()) {
                listed.add(task);
            }
        }
        if (late) {
            task.cancel(true);
        }
    }

    @Override
    public void cameBack(Task<?> part) {}

    @Override
    @SuppressWarnings("unchecked") // all parts are made here
    public void ended(Task<?> part, int position, long now) {
        List<Task<?>> losers = List.of();
        synchronized (this) {
            running--;
            listed.remove(part);
            if (over) {
                return;
            }
            Outcome<T> outcome = (Outcome<T>) part.outcome();
            if (part.hasValue()) {
                winner = new FanResult<>(position, inputs.get(position), outcome);
                over = true;
                losers = list();
            } else {
                losses.add(position, outcome);
                pace.failed();
                overIfAllLost();
                moveOn();
            }
        }
        End.CANCELLED.stopAll(losers);
        rest.wake();
    }

    // ---- ending

    /** The time is over: none starts any more, and those that run are told, which makes them tell in turn. */
    private void expire() {
        List<Task<?>> tasks;
        synchronized (this) {
            while (!over && next < inputs.size()) {
                losses.add(next++, expired());
            }
            overIfAllLost();
            tasks = list();
        }
        End.OVERDUE.stopAll(tasks);
        rest.wake();
    }

    private synchronized void overIfAllLost() {
        over = over || (running == 0 && next == inputs.size());
    }

    private synchronized List<Task<?>> end() {
        over = true;
        term.end();
        if (due != null) {
            due.cancel(false);
        }
        return list();
    }

    private static <T> Outcome<T> expired() {
        return new Outcome.Expired<>(new Trace(null, Duration.ZERO, Duration.ZERO));
    }
}
