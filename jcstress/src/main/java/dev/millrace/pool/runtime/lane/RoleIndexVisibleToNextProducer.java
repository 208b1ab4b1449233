package dev.millrace.pool.runtime.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The dispatch role goes from hand to hand: two producers of one lane, each under its claim, over the place to which the queue has looked ahead. {@code put by the first, put by the second, what the lane holds}. */
@JCStressTest
@Outcome(id = "2, 2, 1234", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "2, 2, 3412", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "2, -1, 12", expect = ACCEPTABLE, desc = "the second found the claim held")
@Outcome(id = "-1, 2, 34", expect = ACCEPTABLE, desc = "the first found the claim held")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "an element is lost or overwritten")
@State
public class RoleIndexVisibleToNextProducer {
    private final Lane lane = new Lane(4);

    @Actor
    public void producer(III_Result r) {
        r.r1 = put(1, 2);
    }

    @Actor
    public void otherProducer(III_Result r) {
        r.r2 = put(3, 4);
    }

    @Arbiter
    public void all(III_Result r) {
        for (Object element = lane.poll(); element != null; element = lane.poll()) {
            r.r3 = 10 * r.r3 + (Integer) element;
        }
    }

    private int put(int... elements) {
        if (!lane.producer().tryTake()) {
            return -1;
        }
        int moved = 0;
        try {
            for (int room = Math.min(elements.length, lane.room()); moved < room; moved++) {
                lane.put(elements[moved]);
            }
        } finally {
            lane.producer().release();
        }
        return moved;
    }
}
