package dev.millrace.pool.runtime.watch;

import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the lookouts look. Its thread is made by the first job, sleeps for good while the pool is at rest and nobody wants to look, and is armed again by the next job: an idle pool costs no wake-up.
 *
 * <p>A look that comes late is a look like any other: what lasts must be judged by the time that it is given.
 *
 * <p>{@code armed} is set by workers that found work (volatile) and cleared by the thread after looks that found nothing to watch, followed by one more look at the load: work that was taken before the clearing is seen by that look, work taken after it arms again.
 */
public final class Watch implements Runnable {
    private final List<Lookout> lookouts;
    private final long periodNanos;
    private final BooleanSupplier atRest;
    private final Threads threads;
    private final Failures failures;

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean armed;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * A watch that has no thread yet.
     *
     * @param atRest whether no job waits or runs
     */
    public Watch(List<Lookout> lookouts, BooleanSupplier atRest, Threads threads, Failures failures) {
        this.lookouts = List.copyOf(lookouts);
        this.atRest = atRest;
        this.threads = threads;
        this.failures = failures;
        periodNanos = lookouts.stream().mapToLong(Lookout::periodNanos).min().orElse(Long.MAX_VALUE);
    }

    /** A worker has found work. */
    public void arm() {
        if (!armed && !stopped && !lookouts.isEmpty()) {
            armed = true;
            if (started.compareAndSet(false, true)) {
                start();
            } else {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Without its thread nobody looks; the failure is told, and no other attempt is made. */
    private void start() {
        try {
            Thread made = threads.own(this, "watch");
            thread = made;
            made.start();
        } catch (Throwable failure) {
            failures.ofPart("starting the watch", failure);
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
    public void run() {
        while (!stopped) {
            try {
                watchAndRest();
            } catch (Throwable failure) {
                failures.ofPart("the watch", failure);
                pause();
            }
        }
    }

    private void watchAndRest() {
        begin();
        do {
            pause();
        } while (!stopped && (look() || !disarmed()));
        rest();
    }

    private void begin() {
        long now = System.nanoTime();
        for (Lookout lookout : lookouts) {
            guarded(lookout, () -> lookout.begin(now));
        }
    }

    private boolean look() {
        boolean[] again = new boolean[1];
        for (Lookout lookout : lookouts) {
            guarded(lookout, () -> again[0] |= lookout.look(System.nanoTime()));
        }
        return again[0];
    }

    /** One that fails keeps nobody else from looking, nor itself the next time. */
    private void guarded(Lookout lookout, Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            failures.ofPart("watching for " + lookout, failure);
        }
    }

    private boolean disarmed() {
        armed = false;
        boolean quiet = atRest.getAsBoolean();
        if (!quiet) {
            armed = true;
        }
        return quiet;
    }

    private void rest() {
        while (!stopped && !armed) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }

    private void pause() {
        long start = System.nanoTime();
        for (long left = periodNanos; left > 0 && !stopped; left = periodNanos - (System.nanoTime() - start)) {
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
        }
    }
}
