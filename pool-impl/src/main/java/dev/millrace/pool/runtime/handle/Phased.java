package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.cells.Fields;
import dev.millrace.pool.runtime.job.Arbitrated;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word that is the one arbiter of all that can happen to a job with a handle: its {@link Phase} in the low byte, and marks. A step from a phase is a CAS of the whole word, so a mark that comes between makes it be tried again, and a
 * phase that comes between makes it fail. Marks are set before the job is published, but for {@code INTERRUPTED}, which comes with its phase, and {@code ADMITTED}, which goes with RETURNED.
 */
public abstract class Phased extends Arbitrated {
    private static final int PHASE = 0xff;
    private static final int IS_RUNNABLE = 1 << 8;
    private static final int SAMPLED = 1 << 9;
    private static final int ADMITTED = 1 << 10;
    private static final int INTERRUPTED = 1 << 11;

    private static final VarHandle STATE = Fields.handle(MethodHandles.lookup(), "state", int.class);

    private volatile int state;

    Phased(boolean isRunnable) {
        if (isRunnable) {
            STATE.set(this, IS_RUNNABLE);
        }
    }

    /** Before anybody else can see it: it has its place in the bound. */
    public final void admitted(boolean sampled) {
        STATE.set(this, (int) STATE.get(this) | ADMITTED | (sampled ? SAMPLED : 0));
    }

    /** Whether nothing has become of it and no pool was offered it. */
    final boolean isFresh() {
        return (state & (PHASE | ADMITTED)) == Phase.NEW;
    }

    /** Whether its times are recorded. */
    public final boolean isSampled() {
        return (state & SAMPLED) != 0;
    }

    /** Whether it has a place in the bound, so that its departure is still to be counted. A close that takes it back takes the mark off: whatever happens to it then, it has left. */
    final boolean isAdmitted() {
        return (state & ADMITTED) != 0;
    }

    final boolean isRunnable() {
        return (state & IS_RUNNABLE) != 0;
    }

    @Override
    public final boolean isGhost() {
        return phase() != Phase.NEW;
    }

    final int phase() {
        return state & PHASE;
    }

    /** Makes the step if {@code from} is the phase; false if somebody else has made another. */
    final boolean step(int from, int to) {
        return step(from, to, PHASE);
    }

    /** The step of a close that takes it back: with it the job has left the bound. */
    final boolean stepBack() {
        return step(Phase.NEW, Phase.RETURNED, PHASE | ADMITTED);
    }

    private boolean step(int from, int to, int cleared) {
        for (int s = state; (s & PHASE) == from; s = state) {
            if (STATE.compareAndSet(this, s, (s & ~cleared) | to)) {
                return true;
            }
        }
        return false;
    }

    /** The step of whoever stops a job that runs. */
    final boolean stepToStopping(boolean interrupt) {
        int s = state;
        int stopping = (s & ~PHASE) | Phase.STOPPING | (interrupt ? INTERRUPTED : 0);
        return (s & PHASE) == Phase.RUNNING && STATE.compareAndSet(this, s, stopping);
    }

    /** The last step, of whoever made the one before: nobody else can make any. */
    final void settle(int phase) {
        STATE.setVolatile(this, (state & ~PHASE) | phase);
    }

    /** Waits out the step of a canceller that is about to interrupt; whether the job was interrupted. Both from one reading: a stop that came between two would be taken for one whose interrupt was given before. */
    final boolean awaitStop() {
        int s = state;
        for (; (s & PHASE) == Phase.STOPPING; s = state) {
            Probe.yieldAt(Point.SPIN);
        }
        return (s & INTERRUPTED) != 0;
    }
}
