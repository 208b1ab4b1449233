package dev.millrace.pool.runtime.control;

import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Threads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * When the controller looks. Its thread is made by the first job (or a resize under load), sleeps for good while the pool is idle at its least size, and is armed again by the next job: an idle pool costs no
 * wake-up.
 *
 * <p>{@code armed} is set by workers that found work (volatile) and cleared by the thread after a look that found nothing to do, followed by one more look at the load: work that was taken
 * before the clearing is seen by that look, work taken after it arms again.
 */
public final class ControllerThread implements Runnable {
    /** Changed by hand, under the monitor; read by the thread before each period, and by workers. */
    private volatile SizingPolicy policy;

    private final Sizer sizer;
    private final Controller controller;
    private final Gauges gauges;
    private final Threads threads;
    private final Failures failures;
    /** The thread's. */
    private SizingPolicy followed;
    /** The thread's. */
    private long periodNanos;

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean armed;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /** A controller that has no thread yet. */
    public ControllerThread(SizingPolicy policy, Sizer sizer, Gauges gauges, Threads threads, Failures failures) {
        this.policy = policy;
        this.followed = policy;
        this.sizer = sizer;
        this.periodNanos = TimeUnit.NANOSECONDS.convert(policy.period());
        this.controller = new Controller(policy, sizer, gauges, periodNanos);
        this.gauges = gauges;
        this.threads = threads;
        this.failures = failures;
    }

    /** The policy that decides. */
    public SizingPolicy policy() {
        return policy;
    }

    /** Another policy decides, from the next look on; a period that has begun is cut short. */
    public synchronized void change(SizingPolicy to) {
        SizingPolicy from = policy;
        policy = to;
        sizer.note("sizing(" + to + "), was " + from);
        LockSupport.unpark(thread);
    }

    /** A worker has found work. */
    public void arm() {
        if (!armed && !stopped && policy != SizingPolicy.fixed() && sizer.size().canChange()) {
            armed = true;
            if (started.compareAndSet(false, true)) {
                start();
            } else {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Without its thread the pool keeps its size; the failure is told, and no other attempt is made. */
    private void start() {
        try {
            Thread made = threads.make(this, "controller");
            thread = made;
            made.start();
        } catch (Throwable failure) {
            failures.ofPart("starting the controller", failure);
        }
    }

    /** Ends the thread. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Its thread, once there is one. */
    public @Nullable Thread thread() {
        return thread;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void run() {
        while (!stopped) {
            follow();
            controller.begin(System.nanoTime());
            do {
                pause();
            } while (!stopped && followed == policy && (controller.tick(System.nanoTime()) || !disarmed()));
            if (followed == policy) {
                rest();
            }
        }
    }

    private void follow() {
        SizingPolicy now = policy;
        if (now != followed) {
            followed = now;
            periodNanos = TimeUnit.NANOSECONDS.convert(now.period());
            controller.change(now, periodNanos);
        }
    }

    private boolean disarmed() {
        armed = false;
        boolean quiet = gauges.depth() == 0 && gauges.busy() == 0;
        if (!quiet) {
            armed = true;
        }
        return quiet;
    }

    private void rest() {
        while (!armed && !stopped && followed == policy) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }

    private void pause() {
        long start = System.nanoTime();
        for (long left = periodNanos;
                left > 0 && !stopped && followed == policy;
                left = periodNanos - (System.nanoTime() - start)) {
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
        }
    }
}
