package dev.millrace.pool.runtime.job;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two workers take from one batch of three jobs, each as much as two. {@code sum of the first, sum of the second, left}; the jobs are 1, 2, 4. */
@JCStressTest
@Outcome(id = "3, 4, 0", expect = ACCEPTABLE, desc = "the first was first")
@Outcome(id = "4, 3, 0", expect = ACCEPTABLE, desc = "the second was first")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a job is lost or doubled")
@State
public class ClaimBatchTwoTakers {
    private final Batch batch = new Batch(new Object[] {1, 2, 4});
    private final Chunk chunk = new Chunk();
    private final Chunk otherChunk = new Chunk();

    @Actor
    public void worker(III_Result r) {
        r.r1 = take(chunk);
    }

    @Actor
    public void otherWorker(III_Result r) {
        r.r2 = take(otherChunk);
    }

    @Arbiter
    public void left(III_Result r) {
        r.r3 = batch.size();
    }

    private int take(Chunk mine) {
        batch.lendTo(mine, 2);
        int sum = 0;
        for (Object job = mine.claimPlain(); job != null; job = mine.claimPlain()) {
            sum += (Integer) job;
        }
        return sum;
    }
}
