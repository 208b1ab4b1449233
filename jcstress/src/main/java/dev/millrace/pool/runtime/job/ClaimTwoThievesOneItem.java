package dev.millrace.pool.runtime.job;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two thieves steal the only job of a chunk. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the first has it")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second has it")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "both have it")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "nobody has it")
@State
public class ClaimTwoThievesOneItem {
    private final Chunk chunk = new Chunk();
    private final Chunk loot = new Chunk();
    private final Chunk otherLoot = new Chunk();

    public ClaimTwoThievesOneItem() {
        chunk.add("job");
        chunk.publish();
    }

    @Actor
    public void thief(II_Result r) {
        r.r1 = chunk.stealHalf(loot);
    }

    @Actor
    public void otherThief(II_Result r) {
        r.r2 = chunk.stealHalf(otherLoot);
    }
}
