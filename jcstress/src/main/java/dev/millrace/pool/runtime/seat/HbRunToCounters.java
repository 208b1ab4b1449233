package dev.millrace.pool.runtime.seat;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.runtime.stats.Count;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who counts ended jobs sees what they wrote plainly, and at least as many started ones as ended. {@code effect, ended without having started}. */
@JCStressTest
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "not ended yet")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "ended, and seen")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "ended, and what it wrote is not seen")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "more jobs have ended than were started")
@State
public class HbRunToCounters {
    private final Slot slot = new Slot(0);
    private int effect;

    public HbRunToCounters() {
        slot.chunk().add("job");
        slot.chunk().publish();
    }

    @Actor
    public void worker() {
        slot.chunk().claimPlain();
        effect = 1;
        slot.counters().add(Count.COMPLETED, 1);
    }

    @Actor
    public void reader(II_Result r) {
        long ended = slot.counters().ended();
        r.r1 = ended > 0 ? effect : -1;
        r.r2 = slot.chunk().started() < ended ? 1 : 0;
    }
}
