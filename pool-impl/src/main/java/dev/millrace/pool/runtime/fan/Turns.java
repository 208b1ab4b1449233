package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.stats.Fate;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one fan-out on a pool: at most {@code width} at once, each one job of the pool. A turn works step by step while there is something to do; when it has had its time and other jobs wait, it queues up again behind them.
 *
 * <p><b>No work is left without a turn.</b> Who makes work visible calls {@link #signal} after it, which counts up {@code version} under the monitor and takes a free place, if there is one. A turn reads the version <em>before</em> a step; if the step finds
 * nothing to do, its place is given back under the monitor only if the version is still the same. So a signal either comes before the place is given back, and the turn looks again, or after it, and finds the place free.
 *
 * <p><b>A place is given back once.</b> By the body of its job, if that ran; by who completes it, if it was accepted and its body never began (it was cancelled, dropped or handed back, or what stands around the body did not let it); by who could not get it accepted. When a turn queues up again, the place goes over to the new job.
 *
 * <p><b>The end reaches every job.</b> A job is accepted first, then shown in its place (volatile), then {@code over} is read, then it is published. Who ends the turns writes {@code over}, then reads the places. So one of the two cancels it; and nobody can cancel a job
 * whose acceptance is not noted in it.
 *
 * <p>A turn that is refused by a full pool is no loss while another one is under way, which looks again before it ends. If there is none, whoever signalled runs it in place when it is a worker; else the place waits in line with the submitters, and no thread
 * with it, unless a worker that waits for this fan-out takes the turn first.
 */
public final class Turns {
    private static final long TURN_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** What is done in the turns. Called by several threads at once, each with a place of its own. */
    public interface Work {

        /** Does one long job or a few short ones; false if there was nothing to do for this place, which is then given back. Must not throw. */
        boolean step(Place place);

        /** A job that stood for a place will never run, since the pool was closed or has dropped it, and the place is free again; or a step has failed, and no further one is taken. May be told again when fewer turns are left to see to the work. */
        void lost(Outcome<?> fate);
    }

    private final FanHost host;
    private final JobOptions options;
    private final Work work;
    private final Places places;
    /** The fate of the last turn that never began. Written before its place is given back, read after another one is: so of two that do so at once, the second knows of the loss and sees that nobody is left. */
    private volatile @Nullable Outcome<?> lastLost;

    /**
     * No turn is under way.
     *
     * @param width how many there may be at once
     * @param options priority and label of their jobs
     */
    public Turns(FanHost host, int width, JobOptions options, Work work) {
        this.host = host;
        this.options = TurnOptions.of(options);
        this.work = work;
        this.places = new Places(this, width, host.hasContext());
    }

    FanHost host() {
        return host;
    }

    // ---- beginning one

    /**
     * The first turn, by way of the pool's front door.
     *
     * @param mostNanos how long to wait for room, if the pool's policy does not say less
     * @throws RejectedExecutionException if the pool refuses; nothing has been done then
     */
    public void begin(long mostNanos) {
        Place place = places.take();
        if (place == null) {
            return;
        }
        Task<Void> task = newTask(place);
        try {
            host.enter(task, options, mostNanos);
        } catch (Throwable refusal) {
            places.giveBack(place);
            throw refusal;
        }
        places.showUnlessFollowed(place, task);
        if (places.isOver()) {
            task.cancel(true);
        }
    }

    /** There is something to do. */
    public void signal() {
        Place place = places.take();
        if (place == null || start(place) || !places.isLast(place)) {
            return;
        }
        if (host.onWorker()) {
            startHere(place);
        } else {
            startWhenRoom(place);
        }
    }

    /** There is something to do, for others than the current thread. */
    public void signalSoon() {
        Place place = places.take();
        if (place != null && !start(place) && places.isLast(place)) {
            startWhenRoom(place);
        }
    }

    /** On a worker of the pool: a turn on this thread, inside the job that it runs; one that waits in the queue or for room in it, else a further one. False if there was none. */
    public boolean runHere() {
        for (Place place : places.queued()) {
            Task<Void> task = place.task;
            Runnable leave = places.noMoreAwaits(place);
            if (leave != null) {
                leave.run();
                startHere(place);
                return true;
            }
            if (task != null && task.tryHelp()) {
                return true;
            }
        }
        Place place = places.take();
        if (place != null) {
            startHere(place);
        }
        return place != null;
    }

    /** Whether a turn waits that could be run in place. */
    public boolean anyQueued() {
        return !places.queued().isEmpty();
    }

    /** More hands, where others see to the work in any case: nothing is done if the pool is full. False if no further one can be had now. */
    public boolean tryAnother() {
        Place place = places.take();
        if (place == null) {
            return false;
        }
        boolean started = start(place);
        if (!started) {
            giveUp(place);
        }
        return started;
    }

    /** Whether there could be one more. */
    boolean hasFreePlace() {
        return places.anyFree();
    }

    /** By a worker of the pool that is in no job: a turn on its thread, which the pool does not count. Nothing if there is none. */
    public void runApart() {
        Place place = places.take();
        if (place != null) {
            startHere(place);
        }
    }

    /** The place never had a job. While it was taken, another turn may have been lost, of which this one was thought to see to the work. */
    private void giveUp(Place place) {
        places.giveBack(place);
        Outcome<?> fate = lastLost;
        if (fate != null) {
            work.lost(fate);
        }
    }

    private Turn newTask(Place place) {
        Turn turn = new Turn(this, place, options);
        place.next = turn;
        return turn;
    }

    /** Puts a job for a place that was just taken into the queue; false if the pool is full or closed. Where there is no stack for it the place is free again. */
    private boolean start(Place place) {
        Task<Void> task;
        try {
            task = admitted(place);
        } catch (Throwable noStack) {
            giveUp(place);
            throw noStack;
        }
        return showIfAny(place, task);
    }

    /** The same for a turn under way, which goes on if there is no stack for a further one. */
    private boolean startAgain(Place place) {
        Task<Void> task;
        try {
            task = admitted(place);
        } catch (StackOverflowError noStack) {
            task = null;
        }
        return showIfAny(place, task);
    }

    /** A job for the place, accepted and not published; null if the pool is full or closed. */
    private @Nullable Task<Void> admitted(Place place) {
        Task<Void> task = newTask(place);
        return host.tryAdmit(task, options) ? task : null;
    }

    private boolean showIfAny(Place place, @Nullable Task<Void> task) {
        if (task != null) {
            show(place, task);
        }
        return task != null;
    }

    private void show(Place place, Task<Void> task) {
        place.task = task;
        if (!places.isOver() || !task.cancelUnstarted()) {
            host.publish(task, options);
        }
    }

    private void startHere(Place place) {
        Task<Void> task;
        try {
            task = newTask(place);
        } catch (Throwable noMemory) {
            giveUp(place);
            throw noMemory;
        }
        place.task = task;
        try {
            if (!places.isOver()) {
                task.tryHelp();
            }
        } finally {
            task.cancelUnstarted(); // there may be no stack for it
        }
    }

    /** No thread waits. A worker that waits for this fan-out may take the turn meanwhile. */
    private void startWhenRoom(Place place) {
        int wait = places.awaits(place);
        Runnable leave = host.awaitRoom(options, position -> startInRoom(place, wait, position));
        if (!places.keep(place, wait, leave)) {
            leave.run();
        }
    }

    private void startInRoom(Place place, int wait, long position) {
        boolean room = position >= 0;
        if (!places.answered(place, wait)) {
            if (room) {
                host.home().left(Fate.CANCELLED);
            }
        } else if (room) {
            Turn task = newTask(place);
            host.accept(task, position);
            show(place, task);
        } else {
            places.giveBack(place);
            work.lost(new Outcome.HandedBack<>(new Trace(null, Duration.ZERO, Duration.ZERO)));
        }
    }

    // ---- taking it

    /** The body of each turn's job. */
    void take(Place place) {
        if (!place.begins()) {
            return;
        }
        long begin = System.nanoTime();
        while (true) {
            long seen = places.version();
            if (places.isOver() || !step(place)) {
                if (places.giveBackIf(place, seen)) {
                    return;
                }
            } else if (System.nanoTime() - begin >= TURN_NANOS) {
                if (host.othersWait() && startAgain(place)) {
                    return;
                }
                begin = System.nanoTime();
            }
        }
    }

    /** What the work must not throw, and did (there may be no memory for it), ends all. */
    private boolean step(Place place) {
        try {
            return work.step(place);
        } catch (Throwable failure) {
            end();
            work.lost(new Outcome.Failed<>(failure, new Trace(place.worker(), Duration.ZERO, Duration.ZERO)));
            return false;
        }
    }

    /** A turn was accepted and has never begun. */
    void neverBegan(Place place, Outcome<?> fate) {
        lastLost = fate;
        places.giveBack(place);
        work.lost(fate);
    }

    // ---- ending all

    /** No further step is taken: jobs in the queue leave it, and those that run are interrupted, the current thread's included. May be called again. */
    public void end() {
        for (Task<Void> task : places.end()) {
            task.cancel(true);
        }
        host.lateCalls().forget(this);
    }

    /** There is nothing left to do: jobs in the queue leave it, and those that run end by themselves. */
    public void retire() {
        for (Task<Void> task : places.end()) {
            task.cancelUnstarted();
        }
        host.lateCalls().forget(this);
    }

    /** Whether {@link #end} or {@link #retire} was called. */
    public boolean isOver() {
        return places.isOver();
    }

    /** The job of a turn that is under way, or null if there is none that could be waited for. */
    public @Nullable Task<Void> anyTask() {
        return places.anyTask();
    }

    /** How many turns are under way. */
    public int taken() {
        return places.taken();
    }
}
