package dev.millrace.pool.runtime.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two takers of one lane, each under its lease: the second must see how far the first has come. {@code first, second, left}; -1 is a lease that somebody held. */
@JCStressTest
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "1, -1, 1", expect = ACCEPTABLE, desc = "the second found the lease held")
@Outcome(id = "-1, 1, 1", expect = ACCEPTABLE, desc = "the first found the lease held")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "an element is lost or doubled, or nobody had the lease")
@State
public class ClaimIndexVisibleToNextHolder {
    private final Lane lane = new Lane(4);

    public ClaimIndexVisibleToNextHolder() {
        lane.put(1);
        lane.put(2);
    }

    @Actor
    public void taker(III_Result r) {
        r.r1 = take();
    }

    @Actor
    public void otherTaker(III_Result r) {
        r.r2 = take();
    }

    @Arbiter
    public void left(III_Result r) {
        r.r3 = lane.size();
    }

    private int take() {
        if (!lane.lease().tryTake()) {
            return -1;
        }
        try {
            return lane.poll() instanceof Integer element ? element : 0;
        } finally {
            lane.lease().release();
        }
    }
}
