package dev.millrace.pool.runtime.interleave;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One thread in a {@link Schedule}. Its fields are guarded by the schedule's lock, but for those that say otherwise. */
final class Actor {
    /** Where it stands. */
    enum Stand {
        /** It is about to go on, as soon as it gets the baton; its thread may not have come yet. */
        READY,
        /** It goes on only when something is true. */
        WAITS,
        /** As {@link #WAITS}; but when nobody else can go on it looks for itself, since it would not wait for ever. */
        WAITS_A_WHILE,
        /** It has the baton. */
        GOES,
        /** It was blocked where no point is, and has lost the baton. */
        ASTRAY,
        ENDED
    }

    final int number;
    final String name;
    Stand stand = Stand.READY;
    BooleanSupplier met = () -> true;
    /** Its thread, once that has come. Written by it, read by who looks after it. */
    volatile Thread thread;

    private final Semaphore turns = new Semaphore(0);
    /** Whether it was interrupted while it waited for the baton. Written by its thread, read by anybody. */
    private volatile boolean interrupted;
    /** Whether it knows that it has the baton. Written by its thread and by who gives it, read by who looks after it. */
    volatile boolean goesOn;

    Actor(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /** Whether it could use the baton. */
    boolean isEnabled() {
        return switch (stand) {
            case READY -> true;
            case WAITS, WAITS_A_WHILE -> met.getAsBoolean();
            default -> false;
        };
    }

    /** Gives it the baton, or many. */
    void giveTurns(int count) {
        turns.release(count);
        LockSupport.unpark(thread);
    }

    /** Waits for the baton. An interrupt that comes meanwhile is on the thread again when it goes on, and so is an unpark, since one may have been used up here. */
    void takeTurn() {
        boolean parked = false;
        while (!turns.tryAcquire()) {
            LockSupport.park(this);
            parked = true;
            if (Thread.interrupted()) {
                interrupted = true;
            }
        }
        if (parked) {
            LockSupport.unpark(Thread.currentThread());
        }
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it would find itself interrupted if it went on. */
    boolean isInterrupted() {
        return interrupted || thread.isInterrupted();
    }

    @Override
    public String toString() {
        return name + " " + stand + (thread == null ? "" : " (" + thread.getState() + ")");
    }
}
