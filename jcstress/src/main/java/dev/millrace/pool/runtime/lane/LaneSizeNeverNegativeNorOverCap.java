package dev.millrace.pool.runtime.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Somebody looks at a lane that is filled and emptied: thieves choose by its size, dispatchers by its room. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "size and room are within the capacity")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a size below zero or above the capacity")
@State
public class LaneSizeNeverNegativeNorOverCap {
    private final Lane lane = new Lane(4);
    private final int capacity = lane.capacity();

    public LaneSizeNeverNegativeNorOverCap() {
        for (int i = 1; i < capacity; i++) {
            lane.put(i);
        }
    }

    /** Both sides by one thread, as when a worker has the role: between two steps of who looks, either index can move, or both; it is full once, and empty once. */
    @Actor
    public void worker() {
        lane.put(0);
        for (int i = 0; i < capacity; i++) {
            lane.poll();
        }
        for (int i = 1; i < capacity; i++) {
            lane.put(i);
        }
    }

    @Actor
    public void observer(II_Result r) {
        int size = lane.size();
        int room = lane.room();
        r.r1 = size >= 0 && size <= capacity ? 1 : 0;
        r.r2 = room >= 0 && room <= capacity ? 1 : 0;
    }
}
