package dev.millrace.pool.runtime.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A full lane: its taker clears two slots while its producer puts two more where they were. {@code first taken, second taken, put, whether the rest is in order}. */
@JCStressTest
@Outcome(id = "1, 2, [0-2], 1", expect = ACCEPTABLE, desc = "as much was put as there was room for")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a slot was used before it was clear, or was cleared after it was used")
@State
public class LaneSlotClearThenReuse {
    private final Lane lane = new Lane(4);
    private final int capacity = lane.capacity();

    public LaneSlotClearThenReuse() {
        for (int i = 1; i <= capacity; i++) {
            lane.put(i);
        }
    }

    @Actor
    public void taker(IIII_Result r) {
        if (lane.lease().tryTake()) {
            r.r1 = id(lane.poll());
            r.r2 = id(lane.poll());
            lane.lease().release();
        }
    }

    @Actor
    public void producer(IIII_Result r) {
        if (lane.producer().tryTake()) {
            while (r.r3 < 2 && lane.room() > 0) {
                lane.put(capacity + ++r.r3);
            }
            lane.producer().release();
        }
    }

    @Arbiter
    public void rest(IIII_Result r) {
        int next = 3;
        for (Object element = lane.poll(); element != null && id(element) == next; element = lane.poll()) {
            next++;
        }
        r.r4 = next == capacity + r.r3 + 1 && lane.isEmpty() ? 1 : 0;
    }

    private static int id(@Nullable Object element) {
        return element instanceof Integer number ? number : 0;
    }
}
