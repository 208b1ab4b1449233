package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for a task. A worker of the task's own pool runs it in place if nobody has begun it: so it never waits for what only it could start, and runs nothing but what it waits for, whose locks it cannot hold by accident.
 *
 * <p>What others run it waits for, after it has made sure that they do not wait for it: the thread notes what it waits for (volatile), <em>then</em> follows who runs that, and what that one waits for. Of those that close a
 * circle, the last to note its wait sees all the others. A wait with a limit ends by itself and is not noted.
 */
final class Wait {
    private static final long FOREVER = Long.MAX_VALUE;
    private static final long WATCH_NANOS = 10_000;
    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TURN_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long TURN_POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int POLLS_A_LOOK = 500;
    private static final int LONGEST_CIRCLE = 100_000;
    private static final Object CIRCLES = new Object();

    private Wait() {}

    static void untilDone(Task<?> task) throws InterruptedException {
        await(task, FOREVER, true, Wait::never);
    }

    static boolean untilDone(Task<?> task, long nanos) throws InterruptedException {
        return await(task, nanos, true, Wait::never);
    }

    /** Until it is done, or the time is over, or the thread is unparked and finds that it has waited enough. */
    static boolean untilDone(Task<?> task, long nanos, BooleanSupplier enough) throws InterruptedException {
        return await(task, nanos, true, enough);
    }

    static void uninterruptibly(Task<?> task) {
        try {
            await(task, FOREVER, false, Wait::never);
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    private static boolean never() {
        return false;
    }

    private static boolean await(Task<?> task, long nanos, boolean interruptible, BooleanSupplier enough)
            throws InterruptedException {
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        Runner me = Runner.current();
        if (me == null || nanos <= 0) {
            return sleep(task, nanos, interruptible, enough, null);
        }
        return awaitOrHelp(task, nanos, interruptible, enough, me);
    }

    /** A task that has its turn among others can become free to be helped, and be taken by others again, any number of times. */
    private static boolean awaitOrHelp(
            Task<?> task, long nanos, boolean interruptible, BooleanSupplier enough, Runner me)
            throws InterruptedException {
        long start = System.nanoTime();
        BooleanSupplier noMore =
                () -> Thread.currentThread().isInterrupted() || left(start, nanos) <= 0 || enough.getAsBoolean();
        while (!task.tryHelp(noMore) || !task.isDone()) {
            if (interruptible && Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (awaitOthers(task, left(start, nanos), interruptible, enough, me)) {
                return true;
            }
            if (left(start, nanos) <= 0 || enough.getAsBoolean()) {
                return task.isDone();
            }
        }
        return true;
    }

    private static long left(long start, long nanos) {
        return nanos == FOREVER ? FOREVER : nanos - (System.nanoTime() - start);
    }

    /** Waits while others have to go on: false if the time is over, if it is enough, or if the task can be helped now. */
    private static boolean awaitOthers(
            Task<?> task, long nanos, boolean interruptible, BooleanSupplier enough, Runner me)
            throws InterruptedException {
        Task<?> outerWait = me.awaited();
        if (nanos == FOREVER) {
            me.await(task);
            refuseCircle(task, me, outerWait);
        }
        Home mine = me.home();
        if (mine != null) {
            mine.waiting(me);
        }
        try {
            return sleep(task, nanos, interruptible, enough, me);
        } finally {
            me.await(outerWait);
            if (mine != null) {
                mine.waited(me);
            }
        }
    }

    /**
     * On a worker of the pool: waits while another thread runs the jobs before this one, which nobody else has seen yet, and whatever that thread waits for does not lead back here.
     *
     * @param over asked every now and then, whether to wait no longer
     * @throws IllegalStateException if it would never end
     */
    static void untilTurn(Task<?> task, long nanos, BooleanSupplier over) {
        Runner me = Runner.current();
        if (me == null) {
            throw new IllegalStateException("outside of a worker");
        }
        Task<?> outerWait = me.awaited();
        long start = System.nanoTime();
        if (nanos == FOREVER) {
            me.await(task);
            refuseCircle(task, me, outerWait);
        }
        task.home().waiting(me);
        try {
            for (int polls = 1; task.dependsOn() != null && left(start, nanos) > 0 && !over.getAsBoolean(); polls++) {
                LockSupport.parkNanos(task, Math.min(left(start, nanos), TURN_POLL_NANOS));
                if (polls % POLLS_A_LOOK == 1) {
                    task.home().stillWaiting();
                }
            }
        } finally {
            me.await(outerWait);
            task.home().waited(me);
        }
    }

    /** Of several that close one circle and see it at the same time, the first to come in here is refused, which opens it for the others. */
    private static void refuseCircle(Task<?> task, Runner me, @Nullable Task<?> outerWait) {
        if (circle(task, me) < 0) {
            return;
        }
        synchronized (CIRCLES) {
            int hops = circle(task, me);
            if (hops >= 0) {
                me.await(outerWait);
                throw new IllegalStateException(
                        "waiting for a job of pool '" + task.home().name() + "' (" + task.label()
                                + ") from " + me.name() + " would never end: "
                                + (hops == 0
                                        ? (task.isGhost() ? "it" : "a job of its key") + " runs on this very thread"
                                        : "it waits, over " + hops + " others, for this one"));
            }
        }
    }

    /**
     * How many others lie between the task and this thread, which it waits for; -1 if it does not. A thread's wait is that of the task found on it only if the task still runs there after the wait was read: else it may be
     * the wait of the thread's next job. A task that has its turn among others depends on whoever runs these; that thread can have turns of the same key again and again, so its wait must still be the same after that.
     */
    private static int circle(Task<?> task, Runner me) {
        Task<?> next = task;
        for (int hops = 0; hops < LONGEST_CIRCLE; hops++) {
            Runner running = next.dependsOn();
            if (running == null || running == me) {
                return running == null ? -1 : hops;
            }
            Task<?> awaited = running.awaited();
            if (awaited == null || next.dependsOn() != running || running.awaited() != awaited) {
                return -1;
            }
            next = awaited;
        }
        return -1;
    }

    private static boolean sleep(
            Task<?> task, long nanos, boolean interruptible, BooleanSupplier enough, @Nullable Runner me)
            throws InterruptedException {
        Home mine = me == null ? null : me.home();
        long start = System.nanoTime();
        if (watch(task, nanos, enough)) {
            return task.isDone();
        }
        long deadline = start + Math.max(0, nanos);
        Waiter.Sleeping waiter = null;
        long lookNanos = FIRST_LOOK_NANOS;
        boolean interrupted = false;
        try {
            while (!task.isDone() && !enough.getAsBoolean() && !(me != null && task.isFreeFor(me))) {
                long left = nanos == FOREVER ? FOREVER : deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (waiter == null) {
                    waiter = new Waiter.Sleeping();
                    task.push(waiter);
                    continue;
                }
                park(task, mine == null ? left : Math.min(left, lookNanos));
                lookNanos = task.sequence() == null ? LOOK_NANOS : TURN_LOOK_NANOS;
                if (Thread.interrupted()) {
                    if (interruptible && !task.isDone()) {
                        throw new InterruptedException();
                    }
                    interrupted = true;
                }
                if (mine != null && !task.isDone()) {
                    mine.stillWaiting();
                }
            }
            return task.isDone();
        } finally {
            if (waiter != null) {
                task.leave(waiter);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Most jobs are short: to look for a while costs less than to be woken. Whether there is nothing to sleep for. It does not yield: where a woken thread is placed on its waker's processor, one that has yielded waits there until the worker sleeps, which was milliseconds
     * after the end of its job.
     */
    private static boolean watch(Task<?> task, long nanos, BooleanSupplier enough) {
        long most = Math.min(nanos, WATCH_NANOS);
        boolean over = task.isDone();
        long start = over ? 0 : Probe.nanoTime();
        while (!over && Probe.nanoTime() - start < most) {
            Probe.at(Point.SPIN);
            Thread.onSpinWait();
            over = task.isDone() || enough.getAsBoolean();
        }
        return over;
    }

    private static void park(Task<?> task, long nanos) {
        if (Probe.ON) {
            Probe.await(Point.AWAIT_JOB, task::isDone);
        }
        if (nanos == FOREVER) {
            LockSupport.park(task);
        } else {
            LockSupport.parkNanos(task, nanos);
        }
    }
}
