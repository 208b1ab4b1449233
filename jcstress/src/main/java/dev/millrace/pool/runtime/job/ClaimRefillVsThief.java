package dev.millrace.pool.runtime.job;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The owner claims its last job and refills its chunk while a thief is looking: a copy from before the refill must not count after it. {@code claimed, stolen, left}; the jobs are 1 before the refill and 2, 3 after it. */
@JCStressTest
@Outcome(id = "1, 0, 23", expect = ACCEPTABLE, desc = "the thief found nothing, or was beaten")
@Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "the thief has half of the refill")
@Outcome(id = "0, 1, 23", expect = ACCEPTABLE, desc = "the thief has the job from before the refill")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a job is lost, doubled or not what it was")
@State
public class ClaimRefillVsThief {
    private final Chunk chunk = new Chunk();
    private final Chunk loot = new Chunk();

    public ClaimRefillVsThief() {
        chunk.add(1);
        chunk.publish();
    }

    @Actor
    public void owner(III_Result r) {
        r.r1 = id(chunk.claimPlain());
        chunk.forgetStolen();
        chunk.add(2);
        chunk.add(3);
        chunk.publish();
    }

    @Actor
    public void thief(III_Result r) {
        r.r2 = chunk.stealHalf(loot) > 0 ? id(loot.claimPlain()) : 0;
    }

    @Arbiter
    public void left(III_Result r) {
        for (Object job = chunk.takeOldest(); job != null; job = chunk.takeOldest()) {
            r.r3 = 10 * r.r3 + id(job);
        }
    }

    private static int id(@Nullable Object job) {
        return job instanceof Integer number ? number : 0;
    }
}
