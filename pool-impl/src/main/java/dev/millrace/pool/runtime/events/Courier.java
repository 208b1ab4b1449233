package dev.millrace.pool.runtime.events;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls listeners, one call after the other, on a thread of its own, which is made when it is needed and ends when it was not for a while. At most {@value #MOST_WAITING} calls wait for a listener that is slow; those beyond are lost,
 * which is counted, and told once. Never throws. Thread-safe.
 */
public final class Courier {
    private static final int MOST_WAITING = 1_024;
    private static final long KEPT_SECONDS = 5;

    private final ThreadFactory threads;
    private final Consumer<Supplier<String>> warnings;
    private final LongAdder lost = new LongAdder();
    /** The first loss tells of it: by CAS. */
    private final AtomicBoolean told = new AtomicBoolean();
    /** Guarded by the monitor. */
    private @Nullable ThreadPoolExecutor caller;
    /** Guarded by the monitor. */
    private boolean stopped;
    /** Written by whoever has the thread made; read by a close. */
    private volatile @Nullable Thread thread;

    /**
     * No thread yet.
     *
     * @param warnings where losses are told
     */
    public Courier(ThreadFactory threads, Consumer<Supplier<String>> warnings) {
        this.threads = threads;
        this.warnings = warnings;
    }

    /** Makes a call soon, unless it is lost. */
    void carry(Runnable call) {
        try {
            ThreadPoolExecutor to = caller();
            if (to != null) {
                to.execute(call);
            }
        } catch (Throwable noThread) {
            lose("no thread could be had for it: " + noThread);
        }
    }

    /** Null when it is over: then there is nobody left to tell. */
    private synchronized @Nullable ThreadPoolExecutor caller() {
        if (caller == null && !stopped) {
            caller = new ThreadPoolExecutor(
                    1,
                    1,
                    KEPT_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST_WAITING),
                    this::makeThread,
                    (call, full) -> {
                        if (!full.isShutdown()) {
                            lose("a listener is slow, and " + MOST_WAITING + " events wait for it");
                        }
                    });
            caller.allowCoreThreadTimeOut(true);
        }
        return caller;
    }

    private Thread makeThread(Runnable runnable) {
        Thread made = threads.newThread(runnable);
        thread = made;
        return made;
    }

    private void lose(String why) {
        lost.increment();
        if (told.compareAndSet(false, true)) {
            warnings.accept(() -> "listeners miss an event, and perhaps others later: " + why);
        }
    }

    /** How many events no listener was told of. */
    public long lost() {
        return lost.sum();
    }

    /** Ends the thread after the calls that wait. */
    public synchronized void stop() {
        stopped = true;
        if (caller != null) {
            caller.shutdown();
        }
    }

    /** Interrupts the call that is made, and makes no further one. */
    public synchronized void stopNow() {
        stopped = true;
        if (caller != null) {
            caller.shutdownNow();
        }
    }

    /** The thread, if there was ever one. */
    public @Nullable Thread thread() {
        return thread;
    }
}
