package dev.millrace.pool.runtime.idle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.runtime.lane.Lane;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A worker that does not search moves a job into its lane, wakes, and is busy, while the thief that should have the job goes to sleep. {@code the sleeper was not woken, counted sleepers, counted searchers}. */
@JCStressTest
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "it is awake, once")
@Outcome(id = "1, .*, .*", expect = FORBIDDEN, desc = "it sleeps beside work")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "it is counted for what it is not")
@State
public class ParkLaneJobOwnerBusyThiefSleeping {
    private final Lane lane = new Lane(4);
    private final Sleeper sleeper = new Sleeper();
    private final Idle idle = new Idle(() -> new Sleeper[] {sleeper});
    private final Search owner = new Search(idle, new Elsewhere(), new Sleeper());

    @Actor
    public void owner() {
        if (lane.producer().tryTake()) {
            lane.put("job");
            lane.producer().release();
        }
        owner.found(2);
    }

    @Actor
    public void thief() {
        if (idle.announceSleep(sleeper, false) && !lane.isEmpty()) {
            idle.wakeSurely(sleeper);
        }
    }

    @Arbiter
    public void sleeper(III_Result r) {
        r.r1 = sleeper.isSleeping() ? 1 : 0;
        r.r2 = idle.sleeping();
        r.r3 = idle.searching();
    }

    /** The owner has found what it looked for. */
    private static final class Elsewhere implements Work {
        @Override
        public boolean visible() {
            return false;
        }

        @Override
        public boolean moreVisible() {
            return false;
        }

        @Override
        public boolean over() {
            return false;
        }

        @Override
        public boolean asleep() {
            return false;
        }
    }
}
