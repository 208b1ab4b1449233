package dev.millrace.pool.runtime.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.runtime.lane.Lane;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A worker leaves its seat while a dispatcher puts an element into its lane. {@code put, found in the job queue}; one element was in the lane before. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the lane was closed: the dispatcher keeps its element")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the element was put, and moved on with the other")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "an element was put into a lane that nobody will look into")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "an element is lost or doubled")
@State
public class LaneRetireVsOffer {
    private final Evicted pool = new Evicted();
    private final Lane lane = pool.seat.lane();

    public LaneRetireVsOffer() {
        lane.put("job");
    }

    @Actor
    public void leaver() {
        pool.clear();
    }

    @Actor
    public void dispatcher(II_Result r) {
        if (lane.producer().tryTake()) {
            if (lane.room() > 0) {
                lane.put("other job");
                r.r1 = 1;
            }
            lane.producer().release();
        }
    }

    @Arbiter
    public void found(II_Result r) {
        r.r2 = pool.queue.size();
    }
}
