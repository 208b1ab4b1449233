package dev.millrace.pool.runtime.job;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A worker has died; its seat is cleared and its chunk goes on under the next one, while a thief still looks at it. {@code evicted, claimed by the next owner, stolen}; job 1 was the dead worker's, 2 is the next one's. */
@JCStressTest
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "nothing was stolen")
@Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "the thief has the job of the next owner")
@Outcome(id = "0, 2, 1", expect = ACCEPTABLE, desc = "the thief has the job of the dead one")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a job is lost or doubled")
@State
public class LaneRestartedOwnerVsThief {
    private final Chunk chunk = new Chunk();
    private final Chunk loot = new Chunk();

    public LaneRestartedOwnerVsThief() {
        chunk.add(1);
        chunk.publish();
    }

    @Actor
    public void owners(III_Result r) {
        chunk.drain(job -> r.r1 = id(job));
        chunk.forgetStolen();
        chunk.add(2);
        chunk.publish();
        r.r2 = id(chunk.claimPlain());
    }

    @Actor
    public void thief(III_Result r) {
        r.r3 = chunk.stealHalf(loot) > 0 ? id(loot.claimPlain()) : 0;
    }

    private static int id(@Nullable Object job) {
        return job instanceof Integer number ? number : 0;
    }
}
