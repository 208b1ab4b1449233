package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.Mapper;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.handle.ThreadState;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of inputs that are all known. A place takes inputs from one cursor, in their order, so many that they last a few microseconds ({@link Share}), and those of a neighbour when the cursor is at its end. What an input costs beside its mapper is one cell of an array and its
 * part of one clock reading, one CAS and one object; inputs that take longer than a microsecond have each their own.
 *
 * <p><b>The end is seen.</b> A place that finds nothing more to take reads how many inputs each place has done, after it has written its own number (volatile both). So the last to come there sees all of them.
 */
public final class BulkMap<I, T> implements Turns.Work {
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final int LONGEST_LAP = 64;

    private final FanHost host;
    private final Object[] inputs;
    private final Mapper<? super I, ? extends T> mapper;
    private final FanOut policy;
    private final int width;
    private final Turns turns;
    private final Cells cells;
    private final Shares shares;
    private final @Nullable Budgets<I, T> budgets;
    /** Of the input whose failure ended the others, or -1. Set once, by CAS. */
    private final AtomicInteger firstFailed = new AtomicInteger(-1);
    /** The job in which this was called, or null: if it is cancelled, so is this. */
    private final @Nullable Task<?> within = Runner.currentTask();

    private final End end = new End();
    private final long startNanos = System.nanoTime();

    /**
     * Nothing has begun.
     *
     * @param inputs none of them null; not changed any more
     */
    public BulkMap(FanHost host, Object[] inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        this.host = host;
        this.inputs = inputs;
        this.mapper = mapper;
        this.policy = policy;
        this.width = Math.min(policy.width().orElse(Integer.MAX_VALUE), host.workers());
        this.cells = new Cells(inputs.length);
        int places = Math.max(1, Math.min(width, inputs.length));
        this.shares = new Shares(inputs.length, places);
        this.turns = new Turns(host, places, policy.options(), this);
        this.budgets = Budgets.asked(policy) ? new Budgets<>(host, mapper, policy, startNanos, this::decided) : null;
    }

    // ---- by the caller

    /** Maps all; by the thread that made this. */
    public FanResults<I, T> run() {
        Future<?> alarm = null;
        long mostNanos = policy.deadline() == null ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.convert(policy.deadline());
        try {
            if (mostNanos < Long.MAX_VALUE) {
                alarm = host.alarm().after(mostNanos, () -> endBy(Ending.DEADLINE));
            }
            if (inputs.length > 0) {
                begin(mostNanos);
                end.await(turns, () -> endBy(Ending.CANCELLED));
            }
        } finally {
            turns.retire();
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
        return results();
    }

    private void begin(long mostNanos) {
        if (host.onWorker()) {
            if (host.anyRests()) {
                recruit();
            }
            turns.runHere();
        } else {
            enter(mostNanos);
            recruit();
        }
    }

    /** No room in the time for the whole is an end like others. */
    private void enter(long mostNanos) {
        try {
            turns.begin(mostNanos);
        } catch (RejectedExecutionException refusal) {
            if (System.nanoTime() - startNanos < mostNanos) {
                throw refusal;
            }
            endBy(Ending.DEADLINE);
        }
    }

    @SuppressWarnings("StatementWithEmptyBody")
    private void recruit() {
        while (shares.hasMore() && turns.tryAnother()) {}
    }

    private FanResults<I, T> results() {
        long now = System.nanoTime();
        Known early = end.known();
        Known known = early == null ? new Known(cells, shares.laps()) : early;
        return new BulkResults<>(
                inputs,
                known.cells(),
                known.laps(),
                policy.failsFast() ? firstFailed.get() : -1,
                width,
                now - startNanos,
                inputs.length == 0 ? 0 : now - end.nanos());
    }

    // ---- in the turns

    @Override
    public boolean step(Place place) {
        Share share = shares.of(place.number());
        ThreadState thread = ThreadState.ofCurrentThread();
        long begin = System.nanoTime();
        long now = begin;
        do {
            long before = now;
            now = lap(share, place, now, thread);
            if (now == before) {
                finishIfDone();
                return false;
            }
        } while (now - begin < Share.STEP_NANOS);
        if (host.anyRests() && shares.hasMore()) {
            turns.tryAnother();
        }
        return true;
    }

    private boolean mustEnd() {
        if (turns.isOver()) {
            return true;
        }
        if (within != null && within.isDone()) {
            endBy(Ending.CANCELLED);
        } else if (host.isStopping()) {
            endBy(Ending.HANDED_BACK);
        }
        return turns.isOver();
    }

    /** Inputs between two readings of the clock, about a microsecond's worth of short ones; gives the second reading, or the first if there was nothing to do. Each finds the thread as the turn did. */
    private long lap(Share share, Place place, long before, ThreadState thread) {
        if (mustEnd()) {
            return before;
        }
        boolean several = budgets == null && share.meanNanos < SHORT_NANOS;
        int most = several ? Share.GROUP : 1;
        int full = several ? (int) Math.min(LONGEST_LAP, SHORT_NANOS / Math.max(1, share.meanNanos)) : 1;
        long lapBegan = before;
        int first = 0;
        int next = 0;
        boolean failed = false;
        boolean any = false;
        for (boolean on = true; on && next - first < full; ) {
            long group = shares.take(share, place.number(), most);
            if (group < 0) {
                break;
            }
            int from = (int) (group >>> 32);
            if (next == first || from != next) {
                if (next > first) { // others have taken what comes between: another lap
                    lapBegan = ended(share, place, first, next, lapBegan);
                }
                first = from;
                next = from;
            }
            share.runs(first, (int) group, place.worker(), lapBegan - startNanos);
            if (turns.isOver()) {
                break;
            }
            while (on && next < (int) group) {
                failed = run(share, place, next++);
                thread.restore();
                on = !failed
                        && !(Thread.interrupted()
                                && mustEnd()); // else the interrupt is nobody's; what was begun together is run
            }
            any = true;
        }
        if (!any) {
            return before;
        }
        long now = next > first ? ended(share, place, first, next, lapBegan) : lapBegan;
        if (failed) {
            endBy(Ending.CANCELLED);
        }
        return Math.max(now, before + 1);
    }

    /** Inputs next to each other have been done since a moment; gives the moment. */
    private long ended(Share share, Place place, int from, int to, long began) {
        long now = System.nanoTime();
        if (budgets == null) {
            Lap lap = new Lap(share.last(), from, to, place.worker(), began - startNanos);
            share.took(lap, to - from, Math.max(1, now - began));
            int threw = share.threw();
            host.fans().ended(to - from - threw, threw);
        }
        return now;
    }

    /** Whether its failure ends the others. */
    private boolean run(Share share, Place place, int index) {
        if (budgets != null) {
            budgets.run(index, input(index), place);
            return false;
        }
        try {
            cells.value(index, place.hasContext() ? inContext(place, index) : mapper.map(input(index)));
            return false;
        } catch (Throwable failure) {
            cells.threw(index, failure);
            share.oneThrew();
            return failsAll(index);
        }
    }

    private T inContext(Place place, int index) throws Exception {
        return place.call(() -> mapper.map(input(index)));
    }

    private boolean failsAll(int index) {
        return policy.failsFast() && firstFailed.compareAndSet(-1, index);
    }

    @SuppressWarnings("unchecked") // the inputs are those of the call
    private I input(int index) {
        return (I) inputs[index];
    }

    /** One with a budget of its own has come to its end, on its thread or by the timer. */
    private void decided(Outcome<T> outcome, int index) {
        if (budgets != null && cells.decide(index, outcome)) {
            budgets.count();
            boolean normally = outcome instanceof Outcome.Value;
            host.fans().ended(normally ? 1 : 0, normally || outcome.trace().worker() == null ? 0 : 1);
            if (outcome.failure() != null && failsAll(index)) {
                endBy(Ending.CANCELLED);
            }
            finishIfDone();
        }
    }

    private void finishIfDone() {
        int decided = budgets == null ? 0 : budgets.counted();
        if (decided + shares.done() == inputs.length) {
            end.come(null);
        }
    }

    // ---- ending it early

    @Override
    public void lost(Outcome<?> fate) {
        boolean ends = turns.taken() == 0 && !turns.isOver(); // else it is ended, and for another reason
        if (ends || fate instanceof Outcome.Failed) {
            endBy(Ending.of(fate));
        }
    }

    /** No further input begins; then it is noted what there is; then those that run are interrupted, so that what they make of it is not taken for their outcome. */
    private void endBy(Ending why) {
        turns.retire();
        if (!end.hasCome()) {
            end.come(Known.early(why, System.nanoTime() - startNanos, cells, shares));
        }
        turns.end();
    }
}
