package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.job.Submitted;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.stats.Fate;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The course of a job with a handle. Its word ({@link Phased}) is the one arbiter of all that can happen to it; the fields belong to whoever made the last step, who writes them before the next, so that reading the phase first makes them visible. Together with the list of waiters of {@link Task} these are 48 bytes.
 *
 * <table><caption>Fields</caption>
 * <tr><td>payload</td><td>the job; once done its value or what it threw, else null</td></tr>
 * <tr><td>runner</td><td>the {@link Runner} while RUNNING, and on until it has come back if the job was stopped; then its name</td></tr>
 * <tr><td>stampNanos</td><td>when it was submitted; once done how long it waited</td></tr>
 * <tr><td>startNanos</td><td>when it was started; once done how long it ran</td></tr>
 * </table>
 */
public abstract class TaskState<T> extends Phased {
    private final Home home;
    private @Nullable Object payload;
    private @Nullable Object runner;
    private long stampNanos;
    private long startNanos;

    /** @param job a {@link Callable} or a {@link Runnable} */
    TaskState(Home home, Object job, boolean isRunnable, long submittedNanos) {
        super(isRunnable);
        this.home = home;
        this.payload = job;
        this.stampNanos = submittedNanos;
    }

    /** Before anybody else can see it: its wait began earlier. */
    protected final void waitsSince(long nanos) {
        stampNanos = nanos;
    }

    /** Whether it belongs to this pool and was never offered to it. */
    public final boolean isFreshAt(Home pool) {
        return home == pool && isFresh();
    }

    final Home home() {
        return home;
    }

    // ---- beginning and running it

    /**
     * Wins the job for the thread of {@code mine}, which must then {@link #runBegun} it.
     *
     * @return false for a ghost, and for a job that is too late to begin
     */
    public final boolean begin(Runner mine) {
        return step(Phase.NEW, Phase.CLAIMED) && beginClaimed(mine, System.nanoTime());
    }

    final boolean begin(Runner mine, int from, long now) {
        return step(from, Phase.CLAIMED) && beginClaimed(mine, now);
    }

    private boolean beginClaimed(Runner mine, long now) {
        if (isLate(now)) {
            expire();
            return false;
        }
        Probe.at(Point.TASK_CLAIMED);
        startNanos = now;
        runner = mine;
        if (step(Phase.CLAIMED, Phase.RUNNING)) {
            return true;
        }
        runner = null;
        return false;
    }

    /**
     * Runs a job that was begun, to its end; gives what it threw, or null.
     *
     * @param tally told of the end
     */
    @SuppressWarnings("unchecked")
    public final @Nullable Throwable runBegun(Tally tally) {
        Object job = payload;
        Object result = null;
        Throwable thrown = null;
        try {
            begun();
            if (job == null) {
                throw new CancellationException("cancelled at the start");
            }
            home.check(this, job);
            if (isRunnable()) {
                ((Runnable) job).run();
            } else {
                result = ((Callable<T>) job).call();
            }
        } catch (Throwable failure) {
            thrown = failure;
            tally.threw(this, job, failure);
        }
        ended();
        end(thrown == null ? Phase.VALUE : Phase.FAILED, thrown == null ? result : thrown, tally);
        return thrown;
    }

    private void end(int phase, @Nullable Object result, Tally tally) {
        if (step(Phase.RUNNING, Phase.ENDING)) {
            payload = result;
            long now = keepTimes();
            Runner by = keepName();
            tally.ended(phase == Phase.VALUE);
            settle(phase);
            done(now, by);
        } else {
            awaitStop();
            tally.ended(false);
            keepName();
            cameBack();
        }
    }

    private long keepTimes() {
        long now = System.nanoTime();
        stampNanos = startNanos - stampNanos;
        startNanos = now - startNanos;
        return now;
    }

    /** By the thread that ran the job, when it has come out of it: a handle must not keep a thread. */
    private @Nullable Runner keepName() {
        Runner ran = runner instanceof Runner running ? running : null;
        runner = ran == null ? null : ran.name();
        return ran;
    }

    private void publish(int phase, long now) {
        settle(phase);
        done(now, null);
    }

    /** A job that was stopped while it ran has come back, and its thread with it; called once, by that thread, before others are told or after. */
    protected void cameBack() {}

    /**
     * The job is done: whoever waits is told.
     *
     * @param now when that was
     * @param by whose thread has just run it, and is the current one; null if the job ended otherwise
     */
    abstract void done(long now, @Nullable Runner by);

    // ---- what a budget adds

    /** Whether the job must not begin any more. */
    boolean isLate(long now) {
        return false;
    }

    /** The job is about to run. */
    void begun() {}

    /** The job has run, or will never. */
    void ended() {}

    /** The job as it is run; null once it is done. For whoever holds the job, before it is published. */
    public final @Nullable Object job() {
        return payload;
    }

    /** The label that the user gave it, or null. */
    public @Nullable String givenLabel() {
        return null;
    }

    @Override
    public final boolean tryDrop() {
        return step(Phase.NEW, Phase.ENDING) && endUnstarted(Fate.DROPPED);
    }

    @Override
    public final @Nullable Runnable tryReturn() {
        Object job = payload;
        boolean inBound = isAdmitted();
        if (job == null || !stepBack()) {
            return null;
        }
        if (inBound) {
            home.left(Fate.HANDED_BACK);
        }
        ended();
        return isRunnable() ? Submitted.of(job) : CallableJob.of((Callable<?>) job);
    }

    @Override
    public final void give() {
        step(Phase.RETURNED, Phase.GIVEN);
    }

    @Override
    public final void handBack() {
        if (!endReturned(Phase.RETURNED)) {
            endReturned(Phase.GIVEN);
        }
    }

    private boolean endReturned(int from) {
        return step(from, Phase.ENDING) && endUnstarted(Fate.HANDED_BACK);
    }

    private boolean endUnstarted(Fate fate) {
        payload = null;
        long now = System.nanoTime();
        stampNanos = now - stampNanos;
        try {
            if (isAdmitted()) {
                home.left(fate);
            }
            ended();
        } finally {
            publish(Phase.of(fate), now); // even without memory for the count: who waits must not wait for ever
        }
        return true;
    }

    /** The time for the wait is over. */
    final void expire() {
        if (step(Phase.NEW, Phase.ENDING) || step(Phase.CLAIMED, Phase.ENDING)) {
            endUnstarted(Fate.EXPIRED);
        }
    }

    /** The time for the run is over. */
    final void timeOut() {
        stop(Phase.TIMED_OUT, true);
    }

    private boolean stop(int phase, boolean interrupt) {
        if (!stepToStopping(interrupt)) {
            return false;
        }
        try {
            Probe.at(Point.TASK_STOPPING);
            if (interrupt && runner instanceof Runner running) {
                running.interrupt(this); // the factory's thread may do anything
            }
        } finally {
            payload = null;
            publish(phase, keepTimes());
        }
        return true;
    }

    /** Cancels the job if nobody has won it. */
    public final boolean cancelUnstarted() {
        return step(Phase.NEW, Phase.ENDING) && endUnstarted(Fate.CANCELLED);
    }

    /** See {@link dev.millrace.pool.JobHandle#cancel}. */
    public final boolean cancel(boolean mayInterruptIfRunning) {
        while (true) {
            int phase = phase();
            if (Phase.done(phase)) {
                return false;
            }
            boolean won = switch (phase) {
                case Phase.NEW, Phase.CLAIMED, Phase.GIVEN -> step(phase, Phase.ENDING) && endUnstarted(Fate.CANCELLED);
                case Phase.RUNNING -> stop(Phase.CANCELLED_RUNNING, mayInterruptIfRunning);
                case Phase.RETURNED -> { // a close has it for its report: whoever offers it again must be right to
                    endReturned(phase);
                    yield false;
                }
                default -> false;
            };
            if (won) {
                return true;
            }
            Probe.yieldAt(Point.SPIN); // somebody is about to end it
        }
    }

    /** Who runs it now, or null. */
    public final @Nullable Runner runningOn() {
        return phase() == Phase.RUNNING && runner instanceof Runner running ? running : null;
    }

    /** The value or what it threw; only when done. */
    final @Nullable Object result() {
        return payload;
    }

    /** The name of the thread that ran it, or null; only when done. */
    final @Nullable String worker() {
        if (!Phase.ran(phase())) {
            return null;
        }
        Object by = runner;
        return by instanceof Runner running ? running.name() : (String) by;
    }

    /** Whether {@code mine} is in it, or in jobs inside it; also if it was stopped and has not come back. */
    final boolean runsOn(Runner mine) {
        int phase = phase();
        return (phase == Phase.RUNNING || phase == Phase.CANCELLED_RUNNING || phase == Phase.TIMED_OUT)
                && runner == mine;
    }

    /** How long it waited; only when done. */
    public final long waitedNanos() {
        return stampNanos;
    }

    /** How long it ran; only when done. */
    public final long ranNanos() {
        return Phase.ran(phase()) ? startNanos : 0;
    }
}
