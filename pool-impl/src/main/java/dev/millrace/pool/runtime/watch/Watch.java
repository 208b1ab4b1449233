package dev.millrace.pool.runtime.watch;

import dev.millrace.pool.runtime.worker.ArmedThread;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Threads;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the lookouts look: while the pool works, on a thread that is armed by the first job and rests when the pool is at rest and nobody wants to look ({@link ArmedThread}).
 *
 * <p>A look that comes late is a look like any other: what lasts must be judged by the time that it is given.
 */
public final class Watch implements Runnable {
    private final List<Lookout> lookouts;
    private final long periodNanos;
    private final BooleanSupplier atRest;
    private final Failures failures;
    private final ArmedThread thread;

    /**
     * A watch that has no thread yet.
     *
     * @param atRest whether no job waits or runs
     */
    public Watch(List<Lookout> lookouts, BooleanSupplier atRest, Threads threads, Failures failures) {
        this.lookouts = List.copyOf(lookouts);
        this.atRest = atRest;
        this.failures = failures;
        thread = new ArmedThread("the watch", () -> threads.own(this, "watch"), failures);
        periodNanos = lookouts.stream().mapToLong(Lookout::periodNanos).min().orElse(Long.MAX_VALUE);
    }

    /** A worker has found work. */
    public void arm() {
        if (!lookouts.isEmpty()) {
            thread.arm();
        }
    }

    /** Ends the thread. */
    public void stop() {
        thread.stop();
    }

    /** Its thread, once there is one. */
    public @Nullable Thread thread() {
        return thread.thread();
    }

    @Override
    public void run() {
        while (!thread.isStopped()) {
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
        } while (!thread.isStopped() && (look() || !thread.disarmed(atRest)));
        thread.restWhile(() -> !thread.isArmed());
    }

    private void pause() {
        thread.pauseWhile(() -> true, periodNanos);
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
}
