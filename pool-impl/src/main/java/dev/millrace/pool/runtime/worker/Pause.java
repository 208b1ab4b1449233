package dev.millrace.pool.runtime.worker;

import java.util.function.BooleanSupplier;

/** The order to start no further job. Thread-safe: the flag is read by every worker whose attention is called before a job, and written under the monitor, on which they wait. */
public final class Pause {
    private final Attention attention;
    private volatile boolean on;

    /**
     * No pause.
     *
     * @param attention what workers look at
     */
    public Pause(Attention attention) {
        this.attention = attention;
    }

    /** Whether it is in force. */
    public boolean isOn() {
        return on;
    }

    /** Begins or ends it; false if nothing changed. */
    public synchronized boolean set(boolean paused) {
        boolean changed = on != paused;
        on = paused;
        attention.paused(paused);
        notifyAll();
        return changed;
    }

    /** Lets those who wait look whether they are to leave. */
    synchronized void nudge() {
        notifyAll();
    }

    /** Waits for the end of the pause, or for an order to leave; an interrupt here is nobody's. */
    synchronized void await(BooleanSupplier leave) {
        while (on && !leave.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException ignored) {
                // the loop looks again
            }
        }
    }
}
