package dev.millrace.pool.runtime.job;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The owner claims the only job of its chunk while a thief steals half of it, rounded up. {@code owner has it, thief has it, counted as started}. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the owner has it, and it counts as started")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the thief has it, and it has not started")
@Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "both have it")
@Outcome(id = "0, 0, .*", expect = FORBIDDEN, desc = "nobody has it")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "it counts for what it is not")
@State
public class ClaimOwnerVsThiefOneItem {
    private final Chunk chunk = new Chunk();
    private final Chunk loot = new Chunk();

    public ClaimOwnerVsThiefOneItem() {
        chunk.add("job");
        chunk.publish();
    }

    @Actor
    public void owner(III_Result r) {
        r.r1 = chunk.claimPlain() == null ? 0 : 1;
    }

    @Actor
    public void thief(III_Result r) {
        r.r2 = chunk.stealHalf(loot) > 0 && loot.claimPlain() != null ? 1 : 0;
    }

    @Arbiter
    public void count(III_Result r) {
        r.r3 = (int) chunk.started();
    }
}
