package dev.millrace.pool.runtime.lane;

import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;

/**
 * The right to be the only one on one side of a lane. Taken by try alone: who fails goes elsewhere, nobody waits for a holder that was preempted. The release
 * publishes what the holder did, the plain index fields of the queue included; the next holder's CAS acquires it.
 */
public final class Claim {
    private static final long FREE = 0;
    private static final long HELD = 1;

    private final PaddedLong state = new PaddedLong();

    /** A claim that nobody holds. */
    Claim() {}

    /** Takes the claim if it is free. */
    public boolean tryTake() {
        return state.getPlain() == FREE && state.compareAndSet(FREE, HELD);
    }

    /** Takes the claim and never gives it back; waits for its holder, who is between a few polls or offers. */
    public void takeForGood() {
        while (!tryTake()) {
            Probe.yieldAt(Point.SPIN);
        }
    }

    /** Gives the claim back. A holder that never does has closed its side of the lane for good. */
    public void release() {
        state.setRelease(FREE);
    }
}
