package dev.millrace.pool.runtime.admission;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A job is submitted while the admission is closed: it is in, and counted by the closer, or it is not in. {@code admitted, accepted as the closer sees it, accepted at the end}. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "refused")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "accepted before")
@Outcome(id = "1, 0, .*", expect = FORBIDDEN, desc = "accepted after the close")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "the count moved after the close")
@State
public class SubmitVsShutdown {
    private final Admission admission = new Admission(2, new Departures(() -> 0));

    @Actor
    public void submitter(III_Result r) {
        r.r1 = admission.tryAdmit(1) < 0 ? 0 : 1;
    }

    @Actor
    public void closer(III_Result r) {
        admission.close();
        r.r2 = (int) admission.accepted();
    }

    @Arbiter
    public void end(III_Result r) {
        r.r3 = (int) admission.accepted();
    }
}
