package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.DrainReport.StillRunning;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.worker.Actions;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Pause;
import dev.millrace.pool.runtime.worker.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From running to terminated. The first closer drives; those who come later may bring the deadline forward, and all of them get the one report.
 *
 * <p>Draining needs no one to watch it: the admission's count is frozen, and the worker that goes idle when as many jobs have started finds it drained and wakes the others to end. The driver
 * waits for threads to end, no more. At the deadline it tells them to stop, takes back what has not started, and interrupts.
 */
public final class Closing {
    private final Admission admission;
    private final WaitingLine line;
    private final Crew crew;
    private final SideThreads sides;
    private final Actions actions;
    private final Pause pause;
    private final Runnable batchers;
    private final Runnable fans;
    private final HandBack handBack;
    private final Threads threads;
    private final Supplier<PoolStats> stats;

    private final Wheel wheel = new Wheel();
    /** Completed once, by the thread that drove, after the wheel has the report. */
    private final CompletableFuture<DrainReport> closed = new CompletableFuture<>();
    /** Guards the steps of state and deadline. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile PoolState state = PoolState.RUNNING;
    private volatile long deadlineNanos;
    private volatile long startNanos;
    private volatile @Nullable Thread closer;

    /** A pool that runs. */
    public Closing(Parts parts, Threads threads, Supplier<PoolStats> stats) {
        this.admission = parts.admission();
        this.line = parts.line();
        this.crew = parts.crew();
        this.sides = new SideThreads(parts, threads);
        this.actions = parts.actions();
        this.pause = parts.pause();
        this.batchers = parts.batchers();
        this.fans = parts.fans();
        this.handBack = new HandBack(parts.admission(), parts.home(), parts.queue(), parts.seats(), parts.strands());
        this.threads = threads;
        this.stats = stats;
    }

    /** Where the pool stands. */
    public PoolState state() {
        return state;
    }

    /** Whether the end waits for the current thread, so that this must not wait for the end: it runs a job of the pool, a user's action, a listener or the thread factory, or brings the end about. */
    public boolean waitsForMe() {
        return crew.isWorker() || crew.isHiring() || wheel.isMine() || sides.callsFromHere();
    }

    /** Whether it is over and no job runs any more, not even one that ignored its interrupt, nor the user's thread factory. */
    public boolean isOver() {
        return state == PoolState.TERMINATED
                && crew.threadsAtWork().isEmpty()
                && threads.hiring().isEmpty();
    }

    /** Closes, as {@link dev.millrace.pool.WorkerPool#close(Duration)} says. */
    public DrainReport close(Duration limit) {
        begin(TimeUnit.NANOSECONDS.convert(limit));
        handBack.completeGiven();
        if (waitsForMe()) {
            if (wheel.take()) {
                driveElsewhere();
            }
            return report(List.of());
        }
        DrainReport made = driveOrAwait();
        handBack.completeGiven();
        return made;
    }

    /** Closes without a deadline and without waiting. */
    public void shutdown() {
        beginElsewhere(Long.MAX_VALUE);
    }

    /** Closes as {@link #close} does, without waiting. */
    public void closeLater(Duration limit) {
        beginElsewhere(TimeUnit.NANOSECONDS.convert(limit));
    }

    private void beginElsewhere(long limitNanos) {
        begin(limitNanos);
        if (wheel.take()) {
            driveElsewhere();
        }
    }

    /** Completes with the report when the end is reached. */
    public CompletionStage<DrainReport> whenClosed() {
        return closed.minimalCompletionStage();
    }

    /**
     * Closes without waiting; gives the jobs that have not started, handles as they are, and interrupts those that run, once. Whoever drives waits for these without a limit: it is over when they have ended.
     */
    public List<Runnable> shutdownNow() {
        begin(Long.MAX_VALUE, false);
        become(PoolState.STOPPING);
        crew.stop();
        Probe.at(Point.STOPPED);
        List<Runnable> unrun = handBack.takeAndGiveAway();
        Probe.at(Point.TAKEN_BACK);
        crew.interrupt();
        fans.run();
        if (wheel.take()) {
            driveElsewhere();
        }
        return unrun;
    }

    /** Waits until {@link #isOver}; false if the time was over before. Interrupted only if there is something to wait for. */
    public boolean awaitEnd(long nanos) throws InterruptedException {
        if (!isOver()) {
            long start = System.nanoTime();
            LongSupplier left = () -> nanos - (System.nanoTime() - start);
            if (nanos <= 0 || !awaitReport(left) || !crew.awaitEnd(left) || !awaitFactory(left)) {
                return false;
            }
        }
        if (Grace.join(closer)) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** It may hang, and has its thread to itself then. */
    private boolean awaitFactory(LongSupplier leftNanos) throws InterruptedException {
        for (Thread hiring : threads.hiring()) {
            Threads.join(hiring, Math.max(1, leftNanos.getAsLong()));
        }
        return threads.hiring().isEmpty();
    }

    /** If nobody drives, though it was begun, there was no thread for it: perhaps there is now. */
    private boolean awaitReport(LongSupplier leftNanos) throws InterruptedException {
        if (state != PoolState.RUNNING && wheel.take()) {
            driveElsewhere();
        }
        return wheel.awaitReport(leftNanos);
    }

    /** The state only moves forward. */
    private void become(PoolState next) {
        lock.lock();
        try {
            if (next.compareTo(state) > 0) {
                state = next;
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(long limitNanos) {
        begin(limitNanos, limitNanos > 0);
    }

    /**
     * Refuses jobs from here on. The deadline moves forward only.
     *
     * @param resumes whether jobs may start yet; if not, what a paused pool holds is handed back without one of them having run
     */
    private void begin(long limitNanos, boolean resumes) {
        lock.lock();
        try {
            long now = System.nanoTime();
            long wanted = now + Math.min(limitNanos, Long.MAX_VALUE / 2);
            if (state == PoolState.RUNNING) {
                state = PoolState.DRAINING;
                startNanos = now;
                deadlineNanos = wanted;
            } else if (wanted - deadlineNanos < 0) {
                deadlineNanos = wanted;
            }
        } finally {
            lock.unlock();
        }
        Probe.at(Point.CLOSE_BEGUN);
        admission.close();
        try {
            Probe.at(Point.ADMISSION_CLOSED);
            batchers.run();
        } finally {
            if (resumes) {
                pause.set(false);
            }
            line.closed();
            crew.closed();
        }
    }

    /** A worker must not wait for itself. If no thread can be had, the next closer drives. */
    private void driveElsewhere() {
        try {
            Thread made = threads.own(this::drive, "closer");
            closer = made;
            made.start();
        } catch (Throwable failure) {
            wheel.leave(null);
            throw failure;
        }
    }

    private DrainReport driveOrAwait() {
        boolean interrupted = false;
        DrainReport made = wheel.report();
        while (made == null) {
            if (wheel.take()) {
                made = drive();
            } else {
                interrupted |= awaitChange();
                made = wheel.report();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return made;
    }

    /** An interrupt brings the deadline to now, and is told. */
    private boolean awaitChange() {
        try {
            wheel.awaitChange();
            return false;
        } catch (InterruptedException e) {
            deadlineNanos = System.nanoTime();
            crew.closed();
            return true;
        }
    }

    /** What depends on the end is the user's, and comes last: then whatever it asks for is there, and nobody waits for it but this thread. */
    private DrainReport drive() {
        DrainReport made = driveToEnd();
        closed.complete(made);
        return made;
    }

    private DrainReport driveToEnd() {
        DrainReport made = null;
        boolean interrupted = false;
        Thread current = Thread.currentThread();
        wheel.hold();
        actions.spare(current);
        try {
            interrupted = end();
            become(PoolState.TERMINATED);
            made = report(stillRunning());
            return made;
        } finally {
            actions.spareNoMore(current);
            wheel.leave(made);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the end, forces it at the deadline; true if the caller was interrupted meanwhile. */
    private boolean end() {
        boolean interrupted = false;
        boolean ended = false;
        try {
            ended = crew.awaitEnd(() -> deadlineNanos - System.nanoTime()) && admission.isDrained();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!ended) {
            interrupted |= stop();
        }
        pause.set(false);
        handBack.complete();
        fans.run();
        return sides.end() || interrupted;
    }

    /** Hands back, interrupts, waits a little; true if the caller was interrupted meanwhile. */
    private boolean stop() {
        become(PoolState.STOPPING);
        crew.stop();
        Probe.at(Point.STOPPED);
        handBack.takeAll();
        Probe.at(Point.TAKEN_BACK);
        crew.interrupt();
        handBack.complete();
        fans.run();
        boolean interrupted = Grace.await(crew::awaitEnd);
        handBack.takeAll();
        return interrupted;
    }

    private List<StillRunning> stillRunning() {
        return Stream.concat(crew.threadsAtWork().stream(), sides.left().stream())
                .map(thread -> new StillRunning(thread, List.of(thread.getStackTrace())))
                .toList();
    }

    private DrainReport report(List<StillRunning> running) {
        return new DrainReport(stats.get(), handBack.jobs(), running, Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
