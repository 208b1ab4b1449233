package dev.millrace.pool.runtime.seat;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.stats.Counters;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Who takes from a lane fails in the middle of it: its lease is given back, and the next one finds it. {@code failed, taken by the other, lease free at the end}. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the other found the lease held")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the one that would have failed found the lease held")
@Outcome(id = ".*, .*, 0", expect = FORBIDDEN, desc = "the lease is lost with its holder")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "an element is lost")
@State
public class ClaimReleaseInFinally {
    private final Lane lane = new Lane(4);
    private final Seat broken;
    private final Seat sound;

    @SuppressWarnings("NullAway") // a seat without a chunk is what makes its taker fail, with an element in its hand
    public ClaimReleaseInFinally() {
        lane.put("job");
        lane.put("other job");
        broken = new Seat(new Slot(0, null, new Counters()), lane, new Sleeper(), null, 0);
        sound = new Seat(new Slot(1), lane, new Sleeper(), null, 0);
    }

    @Actor
    public void failing(III_Result r) {
        try {
            Intake.fromLane(broken, lane, 1);
        } catch (NullPointerException thereIsNoChunk) {
            r.r1 = 1;
        }
    }

    @Actor
    public void other(III_Result r) {
        r.r2 = Intake.fromLane(sound, lane, 1);
    }

    @Arbiter
    public void lease(III_Result r) {
        r.r3 = lane.lease().tryTake() ? 1 : 0;
    }
}
