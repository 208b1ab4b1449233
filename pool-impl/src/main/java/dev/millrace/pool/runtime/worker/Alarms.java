package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.handle.Alarm;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The pool's timer: one thread, made by the first alarm and ended when there has been none for a while; it sleeps until the next is due, or for five seconds. Guarded by its monitor, but for {@link #thread}. */
public final class Alarms implements Alarm {
    private static final long KEPT_SECONDS = 5;

    private final Threads threads;
    private final Actions actions;
    private @Nullable ScheduledThreadPoolExecutor timer;
    private boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * A timer without a thread.
     *
     * @param actions are not called by its thread
     */
    public Alarms(Threads threads, Actions actions) {
        this.threads = threads;
        this.actions = actions;
    }

    @Override
    public Future<?> after(long nanos, Runnable action) {
        return timer().schedule(action, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private synchronized ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor made = timer;
        if (made == null) {
            made = new ScheduledThreadPoolExecutor(1, this::thread, (action, executor) -> {});
            made.setRemoveOnCancelPolicy(true);
            made.setKeepAliveTime(KEPT_SECONDS, TimeUnit.SECONDS);
            made.allowCoreThreadTimeOut(true);
            timer = made;
            if (stopped) {
                made.shutdownNow();
            }
        }
        return made;
    }

    private Thread thread(Runnable runnable) {
        Thread made = threads.own(runnable, "timer");
        Thread before = thread;
        if (before != null) {
            actions.spareNoMore(before); // it has ended, or does so now
        }
        thread = made;
        actions.spare(made);
        return made;
    }

    /** Ends the thread; what was not due will never be. */
    public synchronized void stop() {
        stopped = true;
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    /** Its thread, if there was ever one. */
    public @Nullable Thread thread() {
        return thread;
    }
}
