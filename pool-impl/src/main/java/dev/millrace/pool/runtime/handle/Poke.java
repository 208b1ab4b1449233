package dev.millrace.pool.runtime.handle;

import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;

/**
 * How another thread interrupts the job that a worker runs on its outermost level, handle or not, and never the one after it, nor one inside it.
 *
 * <p>Who interrupts sets {@code pending}, <em>then</em> (full fence) looks whether the job still runs, and only then interrupts. The worker counts a job's end, <em>then</em> (full fence) reads {@code pending}, in {@link #settle}. So
 * either the one sees the end and gives no interrupt, or the worker sees {@code pending}, waits until the interrupt has been given, and takes it off the thread: no other job has begun.
 *
 * <p>Likewise with jobs inside the job: the worker changes {@code passages}, <em>then</em> reads {@code pending} ({@link #await}); who interrupts sets {@code pending}, <em>then</em> reads {@code passages}. If another job is on top, the
 * interrupt is {@code owed}, and the worker gives it to itself when the outer job is on top again.
 *
 * <p>Only one thread interrupts, the pool's watch. Workers have one of these only in pools that interrupt stuck jobs.
 */
final class Poke {
    /** Written by the watch; read by the worker. */
    private volatile boolean pending;
    /** Set by the watch while {@code pending}; taken back by the worker when it is not. */
    private volatile boolean owed;

    /**
     * By the watch: interrupts the job, if it still runs.
     *
     * @param runs whether it still runs, as its counts say
     */
    boolean give(Runner to, BooleanSupplier runs) {
        pending = true;
        try {
            VarHandle.fullFence();
            if (!runs.getAsBoolean()) {
                return false;
            }
            if (to.isInside()) {
                owed = true;
            } else {
                to.thread().interrupt();
            }
            return true;
        } finally {
            pending = false; // whatever a factory's thread does when it is interrupted
        }
    }

    /** By the worker, after the end of a job was counted, before anything else begins: no interrupt that was meant for it comes later. */
    void settle(Runner self) {
        VarHandle.fullFence();
        await();
        owed = false;
        self.clearInterrupt();
    }

    /** By the worker, after it has gone into a job inside the job, or come out of it: whoever is about to interrupt is done. */
    @SuppressWarnings("ThreadPriorityCheck")
    void await() {
        while (pending) {
            Thread.yield();
        }
    }

    /** By the worker, back in the outermost job: whether an interrupt came meanwhile that is for it. */
    boolean takeOwed() {
        await();
        boolean was = owed;
        if (was) {
            owed = false;
        }
        return was;
    }
}
