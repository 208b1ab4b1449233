package dev.millrace.pool.runtime.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls the users' actions on completion: on the thread that completes the job, but for the timer and whoever closes the pool, on which others rely. For those one more thread calls them, one after the other; it is made when it is
 * needed, and ends when it was not for a while. Thread-safe.
 */
public final class Actions {
    private static final long KEPT_SECONDS = 5;

    private final Threads threads;
    private final Failures failures;
    /** Threads that must not call actions themselves. */
    private final Set<Thread> spared = ConcurrentHashMap.newKeySet();
    /** Guarded by the monitor. */
    private @Nullable ThreadPoolExecutor caller;

    private volatile @Nullable Thread thread;

    /** No thread yet. */
    public Actions(Threads threads, Failures failures) {
        this.threads = threads;
        this.failures = failures;
    }

    /** From now on this thread calls none. */
    public void spare(Thread busy) {
        spared.add(busy);
    }

    /** Takes {@link #spare} back. */
    public void spareNoMore(Thread free) {
        spared.remove(free);
    }

    /** Calls an action, now or soon. */
    void call(Runnable action) {
        if (spared.isEmpty() || !spared.contains(Thread.currentThread()) || !handOver(action)) {
            guarded(action);
        }
    }

    /** False if there is no other thread for it. */
    private boolean handOver(Runnable action) {
        try {
            caller().execute(() -> guarded(action));
            return true;
        } catch (Throwable failure) {
            return false;
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (Throwable failure) {
            failures.ofPart("an action on completion", failure);
        }
    }

    private synchronized ThreadPoolExecutor caller() {
        ThreadPoolExecutor made = caller;
        if (made == null) {
            made = new ThreadPoolExecutor(
                    1, 1, KEPT_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::makeThread);
            made.allowCoreThreadTimeOut(true);
            caller = made;
        }
        return made;
    }

    private Thread makeThread(Runnable runnable) {
        Thread made = threads.own(runnable, "actions");
        thread = made;
        return made;
    }

    /** Ends the thread after the actions that it was given. */
    public synchronized void stop() {
        if (caller != null) {
            caller.shutdown();
        }
    }

    /** The thread, if there was ever one. */
    public @Nullable Thread thread() {
        return thread;
    }
}
