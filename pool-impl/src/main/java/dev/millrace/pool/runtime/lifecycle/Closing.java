package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.DrainReport.StillRunning;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.control.ControllerThread;
import dev.millrace.pool.runtime.dispatch.DispatcherThreads;
import dev.millrace.pool.runtime.worker.Alarms;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Pause;
import dev.millrace.pool.runtime.worker.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From running to terminated. The first closer drives; those who come later may bring the deadline forward, and all of them get the one report.
 *
 * <p>Draining needs no one to watch it: the admission's count is frozen, and the worker that goes idle when as many jobs have started finds it drained and wakes the others to end. The driver
 * waits for threads to end, no more. At the deadline it tells them to stop, takes back what has not started, and interrupts.
 */
public final class Closing {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Admission admission;
    private final WaitingLine line;
    private final Crew crew;
    private final DispatcherThreads dispatchers;
    private final ControllerThread controller;
    private final Alarms alarms;
    private final Pause pause;
    private final Runnable batchers;
    private final HandBack handBack;
    private final Threads threads;
    private final Supplier<PoolStats> stats;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile PoolState state = PoolState.RUNNING;
    private volatile long deadlineNanos;
    private volatile long startNanos;
    private volatile @Nullable Thread closer;
    /** Guarded by the lock. */
    private boolean driven;
    /** Guarded by the lock. */
    private @Nullable DrainReport report;

    /** A pool that runs. */
    public Closing(Parts parts, Threads threads, Supplier<PoolStats> stats) {
        this.admission = parts.admission();
        this.line = parts.line();
        this.crew = parts.crew();
        this.dispatchers = parts.dispatchers();
        this.controller = parts.controller();
        this.alarms = parts.alarms();
        this.pause = parts.pause();
        this.batchers = parts.batchers();
        this.handBack = new HandBack(parts.admission(), parts.home(), parts.queue(), parts.seats());
        this.threads = threads;
        this.stats = stats;
    }

    /** Where the pool stands. */
    public PoolState state() {
        return state;
    }

    /** Closes, as {@link dev.millrace.pool.WorkerPool#close(Duration)} says. */
    public DrainReport close(Duration limit) {
        begin(TimeUnit.NANOSECONDS.convert(limit));
        if (!crew.isWorker()) {
            return driveOrAwait();
        }
        if (takeWheel()) {
            driveElsewhere();
        }
        return report(List.of());
    }

    /** Closes without a deadline and without waiting. */
    public void shutdown() {
        begin(Long.MAX_VALUE);
        if (takeWheel()) {
            driveElsewhere();
        }
    }

    /** Closes at once without waiting; gives the jobs that have not started, handles as they are. */
    public List<Runnable> shutdownNow() {
        begin(Long.MAX_VALUE, false);
        state = state == PoolState.TERMINATED ? state : PoolState.STOPPING;
        crew.stop();
        handBack.takeAll();
        List<Runnable> unrun = handBack.giveAway();
        crew.interrupt();
        begin(0);
        if (takeWheel()) {
            driveElsewhere();
        }
        return unrun;
    }

    /** Waits for the end; false if the time was over before. */
    public boolean awaitEnd(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = nanos; report == null; ) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        Threads.join(closer, GRACE_NANOS);
        return true;
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
        admission.close();
        batchers.run();
        if (resumes) {
            pause.set(false);
        }
        line.closed();
        crew.closed();
    }

    /** A worker must not wait for itself. If no thread can be had, the next closer drives. */
    private void driveElsewhere() {
        try {
            Thread made = threads.own(this::drive, "closer");
            closer = made;
            made.start();
        } catch (Throwable failure) {
            leaveWheel(null);
            throw failure;
        }
    }

    private DrainReport driveOrAwait() {
        boolean interrupted = false;
        DrainReport made = made();
        while (made == null) {
            if (takeWheel()) {
                made = drive();
            } else {
                interrupted |= awaitChange();
                made = made();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return made;
    }

    private @Nullable DrainReport made() {
        lock.lock();
        try {
            return report;
        } finally {
            lock.unlock();
        }
    }

    private boolean takeWheel() {
        lock.lock();
        try {
            boolean free = !driven && report == null;
            driven |= free;
            return free;
        } finally {
            lock.unlock();
        }
    }

    private void leaveWheel(@Nullable DrainReport made) {
        lock.lock();
        try {
            driven = false;
            report = made;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a report or the wheel is free; an interrupt brings the deadline to now, and is told. */
    private boolean awaitChange() {
        lock.lock();
        try {
            while (driven && report == null) {
                changed.await();
            }
            return false;
        } catch (InterruptedException e) {
            deadlineNanos = System.nanoTime();
            crew.closed();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private DrainReport drive() {
        DrainReport made = null;
        boolean interrupted = false;
        try {
            interrupted = end();
            state = PoolState.TERMINATED;
            made = report(stillRunning());
            return made;
        } finally {
            leaveWheel(made);
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
        alarms.stop();
        controller.stop();
        dispatchers.stop();
        interrupted |= joinOthers();
        return interrupted;
    }

    /** Hands back, interrupts, waits a little; true if the caller was interrupted meanwhile. */
    private boolean stop() {
        state = PoolState.STOPPING;
        crew.stop();
        handBack.takeAll();
        crew.interrupt();
        handBack.complete();
        boolean interrupted = uninterruptibly(crew::awaitEnd);
        handBack.takeAll();
        return interrupted;
    }

    private boolean joinOthers() {
        boolean interrupted = join(controller.thread());
        interrupted |= join(alarms.thread());
        for (Thread dispatcher : dispatchers.threads()) {
            interrupted |= join(dispatcher);
        }
        return interrupted;
    }

    private static boolean join(@Nullable Thread thread) {
        return uninterruptibly(left -> {
            Threads.join(thread, left.getAsLong());
            return true;
        });
    }

    /** Waits out the grace even if interrupted; tells whether it was. */
    private static boolean uninterruptibly(Waiting waiting) {
        long end = System.nanoTime() + GRACE_NANOS;
        boolean interrupted = false;
        while (true) {
            try {
                waiting.await(() -> end - System.nanoTime());
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private interface Waiting {
        boolean await(java.util.function.LongSupplier leftNanos) throws InterruptedException;
    }

    private List<StillRunning> stillRunning() {
        return crew.threadsAtWork().stream()
                .map(thread -> new StillRunning(thread, List.of(thread.getStackTrace())))
                .toList();
    }

    private DrainReport report(List<StillRunning> running) {
        return new DrainReport(stats.get(), handBack.jobs(), running, Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
