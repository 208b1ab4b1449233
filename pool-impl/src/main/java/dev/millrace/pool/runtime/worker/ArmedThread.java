package dev.millrace.pool.runtime.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the pool's own that looks from time to time while there is work, and sleeps for good while there is none: an idle pool costs no wake-up. It is made when it is first armed.
 *
 * <p>{@code armed} is set by workers that found work (volatile) and cleared by the thread after a look that found nothing to do, followed by one more look at the load ({@link #disarmed}): work that was taken before the
 * clearing is seen by that look, work taken after it arms again. {@code stopped} is set once, by whoever closes the pool; each setter unparks the thread afterwards, and the thread reads both before each park, so no park outlasts what it waits for.
 */
public final class ArmedThread {
    private final String name;
    private final Supplier<Thread> maker;
    private final Failures failures;

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean armed;
    private volatile boolean stopped;
    /** Written once, by whoever armed it first, before its start. */
    private volatile @Nullable Thread thread;

    /**
     * No thread yet.
     *
     * @param name for what is told when it cannot be started
     * @param maker of the thread, which is not started; called at most once
     */
    public ArmedThread(String name, Supplier<Thread> maker, Failures failures) {
        this.name = name;
        this.maker = maker;
        this.failures = failures;
    }

    /** Whether {@link #arm} would do anything. */
    public boolean canBeArmed() {
        return !armed && !stopped;
    }

    /** Makes it look, or go on to. By anybody. */
    public void arm() {
        if (canBeArmed()) {
            armed = true;
            if (started.compareAndSet(false, true)) {
                start();
            } else {
                wake();
            }
        }
    }

    /** Without its thread nobody looks; the failure is told, and no other attempt is made. */
    private void start() {
        try {
            Thread made = maker.get();
            thread = made;
            made.start();
        } catch (Throwable failure) {
            failures.ofPart("starting " + name, failure);
        }
    }

    /** Makes it look at once at what it waits for. By anybody, after the change. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends every rest and pause, for good. */
    public void stop() {
        stopped = true;
        wake();
    }

    /** Whether it was told to end. */
    public boolean isStopped() {
        return stopped;
    }

    /** The thread, once there is one. */
    public @Nullable Thread thread() {
        return thread;
    }

    // ---- by the thread itself

    /** Whether somebody has armed it since it was {@link #disarmed}. */
    public boolean isArmed() {
        return armed;
    }

    /**
     * Clears the arming, unless there is work after all.
     *
     * @param atRest whether no job waits or runs
     * @return whether it may rest now
     */
    public boolean disarmed(BooleanSupplier atRest) {
        armed = false;
        boolean quiet = atRest.getAsBoolean();
        if (!quiet) {
            armed = true;
        }
        return quiet;
    }

    /** Sleeps until it is stopped or need not stay; who changes the answer wakes it. */
    public void restWhile(BooleanSupplier stays) {
        while (!stopped && stays.getAsBoolean()) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }

    /** Sleeps for a time, or until it is stopped or need not stay. */
    public void pauseWhile(BooleanSupplier stays, long nanos) {
        long start = System.nanoTime();
        for (long left = nanos;
                left > 0 && !stopped && stays.getAsBoolean();
                left = nanos - (System.nanoTime() - start)) {
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
        }
    }
}
