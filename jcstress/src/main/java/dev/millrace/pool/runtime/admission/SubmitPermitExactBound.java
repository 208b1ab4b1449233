package dev.millrace.pool.runtime.admission;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.runtime.job.Chunk;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A capacity of one, which is taken: a submitter comes while a worker claims the job that has it, and submits another. {@code the worker's admitted, the submitter's admitted, waiting at the end}. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the worker has its own place again")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the submitter was faster")
@Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "two jobs in one place")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "the depth is not what was admitted")
@State
public class SubmitPermitExactBound {
    private final Chunk chunk = new Chunk();
    private final Admission admission = new Admission(1, new Departures(chunk::started));

    public SubmitPermitExactBound() {
        admission.tryAdmit(1);
        chunk.add("job");
        chunk.publish();
    }

    @Actor
    public void worker(III_Result r) {
        chunk.claimPlain();
        r.r1 = admission.tryAdmit(1) < 0 ? 0 : 1;
    }

    @Actor
    public void submitter(III_Result r) {
        r.r2 = admission.tryAdmit(1) < 0 ? 0 : 1;
    }

    @Arbiter
    public void depth(III_Result r) {
        r.r3 = admission.depth();
    }
}
