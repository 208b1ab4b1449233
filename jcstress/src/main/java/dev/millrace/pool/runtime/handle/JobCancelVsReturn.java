package dev.millrace.pool.runtime.handle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A job is cancelled while a close takes it back, and then completes what it took. {@code taken back, cancelled, done, places given back}. */
@JCStressTest
@Outcome(id = "0, 1, 1, 1", expect = ACCEPTABLE, desc = "cancelled first")
@Outcome(id = "1, 0, 1, 1", expect = ACCEPTABLE, desc = "taken back and completed")
@Outcome(
        id = "1, 1, .*, .*",
        expect = FORBIDDEN,
        desc = "the report hands back a job of which the canceller was told that it never runs")
@Outcome(id = ".*, .*, 1, 2", expect = FORBIDDEN, desc = "its place was given back twice")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "it never ends")
@State
public class JobCancelVsReturn {
    private final CountedTask job = new CountedTask();

    @Actor
    public void closer(IIII_Result r) {
        if (job.task().tryReturn() != null) {
            r.r1 = 1;
            job.task().handBack();
        }
    }

    @Actor
    public void canceller(IIII_Result r) {
        r.r2 = job.task().cancel(false) ? 1 : 0;
    }

    @Arbiter
    public void end(IIII_Result r) {
        r.r3 = job.task().isDone() ? 1 : 0;
        r.r4 = job.departures();
    }
}
