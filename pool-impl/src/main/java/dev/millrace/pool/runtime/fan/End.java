package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.runtime.cells.Fields;
import dev.millrace.pool.runtime.handle.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The end of a bulk mapping: it comes once, and one thread waits for it, the one that made this. */
final class End {
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int NOT_YET = 0;
    private static final int COMING = 1;
    private static final int COME = 2;
    private static final VarHandle STATE = Fields.handle(MethodHandles.lookup(), "state", int.class);

    private final Thread caller = Thread.currentThread();
    /** CAS to COMING decides who writes the two fields below; COME publishes them. */
    private volatile int state;

    private @Nullable Known known;
    private long nanos;

    /**
     * It has come, unless it had before.
     *
     * @param kept what there is, if it came early
     */
    void come(@Nullable Known kept) {
        if (STATE.compareAndSet(this, NOT_YET, COMING)) {
            known = kept;
            nanos = System.nanoTime();
            state = COME;
            LockSupport.unpark(caller);
        }
    }

    boolean hasCome() {
        return state != NOT_YET;
    }

    /** After it has come: what there was if it came early, else null. */
    @Nullable Known known() {
        return known;
    }

    /** After it has come: when. */
    long nanos() {
        return nanos;
    }

    /**
     * Waits for it; on a worker, by running what nobody has begun.
     *
     * @param interrupted what to do when the thread is interrupted: must make the end come; the flag is kept
     */
    void await(Turns turns, Runnable interrupted) {
        boolean wasInterrupted = false;
        while (state != COME) {
            if (Thread.interrupted()) {
                wasInterrupted = true;
                interrupted.run();
            } else if (turns.host().onWorker()) {
                awaitTurn(turns.anyTask());
            } else if (!watch()) {
                LockSupport.park(this);
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What became of the turn is not asked. An interrupt is seen by the next look. */
    private void awaitTurn(@Nullable Task<Void> turn) {
        try {
            if (turn == null) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else {
                turn.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException ended) {
            // so did the turn
        }
    }

    private boolean watch() {
        long begin = System.nanoTime();
        while (state != COME && System.nanoTime() - begin < SPIN_NANOS) {
            Thread.onSpinWait();
        }
        return state == COME;
    }
}
