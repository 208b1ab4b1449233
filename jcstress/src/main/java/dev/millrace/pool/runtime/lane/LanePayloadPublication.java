package dev.millrace.pool.runtime.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What a job holds is written plainly before the job goes into a lane; whoever takes it out sees it. */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "the lane was empty, or its lease not taken yet")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the job, with what it holds")
@Outcome(id = "0", expect = FORBIDDEN, desc = "the job, without what it holds")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "something else")
@State
public class LanePayloadPublication {
    private final Lane lane = new Lane(4);

    @Actor
    public void producer() {
        if (lane.producer().tryTake()) {
            Payload job = new Payload();
            job.value = 1;
            lane.put(job);
            lane.producer().release();
        }
    }

    @Actor
    public void taker(I_Result r) {
        r.r1 = -1;
        if (lane.lease().tryTake()) {
            if (lane.poll() instanceof Payload job) {
                r.r1 = job.value;
            }
            lane.lease().release();
        }
    }

    private static final class Payload {
        int value;
    }
}
