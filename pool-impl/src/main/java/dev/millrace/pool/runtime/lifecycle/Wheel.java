package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.DrainReport;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who brings a close to its end: one thread at a time, of those that come to close; and the report that it leaves. Guarded by its monitor. */
final class Wheel {
    private boolean taken;
    /** Who has it. Written under the monitor by that thread, which alone finds itself here. */
    private volatile @Nullable Thread driver;
    /** Written under the monitor. */
    private volatile @Nullable DrainReport report;

    /** Takes the wheel if it is free and the end is not reached. */
    synchronized boolean take() {
        boolean free = !taken && report == null;
        taken |= free;
        return free;
    }

    /** The current thread begins to drive. */
    void hold() {
        driver = Thread.currentThread();
    }

    /** Gives the wheel back, with the report if the end is reached. */
    synchronized void leave(@Nullable DrainReport made) {
        taken = false;
        driver = null;
        report = made;
        notifyAll();
    }

    /** Whether the current thread drives. */
    boolean isMine() {
        return driver == Thread.currentThread();
    }

    /** The report, once the end is reached. */
    @Nullable DrainReport report() {
        return report;
    }

    /** Waits until there is a report or the wheel is free. */
    synchronized void awaitChange() throws InterruptedException {
        while (taken && report == null) {
            wait();
        }
    }

    /** Waits until there is a report; false if the time was over before. */
    synchronized boolean awaitReport(LongSupplier leftNanos) throws InterruptedException {
        while (report == null) {
            long left = leftNanos.getAsLong();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        return true;
    }
}
