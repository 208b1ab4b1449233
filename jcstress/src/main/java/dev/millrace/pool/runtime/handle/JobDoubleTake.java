package dev.millrace.pool.runtime.handle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two workers have the same job in their hands, as after a defect of a lane: its state lets one of them run it. {@code first won, second won, runs}. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the first runs it")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the second runs it")
@Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "both have it")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "nobody runs it, or twice")
@State
public class JobDoubleTake {
    private final CountedTask job = new CountedTask();

    @Actor
    public void worker(III_Result r) {
        r.r1 = job.work();
    }

    @Actor
    public void otherWorker(III_Result r) {
        r.r2 = job.work();
    }

    @Arbiter
    public void end(III_Result r) {
        r.r3 = job.runs();
    }
}
