package dev.millrace.pool.runtime.idle;

import dev.millrace.pool.runtime.cells.Fields;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How one thread sleeps: the mechanism, without any policy. Its thread moves {@code AWAKE -> SLEEPING} and {@code NOTIFIED -> AWAKE}; whoever
 * wins {@code SLEEPING -> NOTIFIED} has woken it. So a sleep ends by a notification and by nothing else: not by an interrupt, not by a
 * spurious return of {@code park}.
 */
public final class Sleeper {
    private static final int AWAKE = 0;
    private static final int SLEEPING = 1;
    private static final int NOTIFIED = 2;
    private static final VarHandle STATE = Fields.handle(MethodHandles.lookup(), "state", int.class);

    private volatile int state;
    private volatile @Nullable Thread thread;

    /** A sleeper that is awake and bound to no thread. */
    public Sleeper() {}

    /** Makes the current thread the one that sleeps here. */
    public void bind() {
        thread = Thread.currentThread();
    }

    /** From now on this sleeper can be notified; its thread must call {@link #await}. */
    void announce() {
        state = SLEEPING;
    }

    /** Whether its thread is asleep, or about to be, and nobody has notified it. */
    public boolean isSleeping() {
        return state == SLEEPING;
    }

    /** Wakes its thread if it sleeps and was not notified yet. */
    boolean tryNotify() {
        if (state == SLEEPING && STATE.compareAndSet(this, SLEEPING, NOTIFIED)) {
            LockSupport.unpark(thread);
            return true;
        }
        return false;
    }

    /**
     * Sleeps until notified. An interrupt that reaches the pool's own code is nobody's: it is cleared, so that the next job starts with a
     * clear flag and {@code park} does not spin.
     */
    void await() {
        while (state != NOTIFIED) {
            if (Probe.ON) {
                Probe.await(Point.PARK, this::isNotified);
            }
            if (state != NOTIFIED) {
                LockSupport.park(this);
            }
            Thread.interrupted();
        }
        state = AWAKE;
        Probe.at(Point.AWAKE);
    }

    private boolean isNotified() {
        return state == NOTIFIED;
    }
}
