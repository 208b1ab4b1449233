package dev.millrace.pool.runtime.handle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A worker takes a job while it is cancelled. {@code runs, the cancel was told that it won, cancelled in the end, places given back by the cancel}. */
@JCStressTest
@Outcome(id = "1, 0, 0, 0", expect = ACCEPTABLE, desc = "it ran to its end")
@Outcome(id = "1, 1, 1, 0", expect = ACCEPTABLE, desc = "it was stopped while it ran")
@Outcome(id = "0, 1, 1, 0", expect = ACCEPTABLE, desc = "it was stopped after its begin and before its body")
@Outcome(id = "0, 1, 1, 1", expect = ACCEPTABLE, desc = "it was cancelled before its start")
@Outcome(id = "1, 1, 1, 1", expect = FORBIDDEN, desc = "it ran, and its place was given back twice")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "the job, its handle and its canceller have different opinions")
@State
public class JobRunVsCancel {
    private final CountedTask job = new CountedTask();

    @Actor
    public void worker() {
        job.work();
    }

    @Actor
    public void canceller(IIII_Result r) {
        r.r2 = job.task().cancel(false) ? 1 : 0;
    }

    @Arbiter
    public void end(IIII_Result r) {
        r.r1 = job.runs();
        r.r3 = job.task().isCancelled() ? 1 : 0;
        r.r4 = job.departures();
    }
}
