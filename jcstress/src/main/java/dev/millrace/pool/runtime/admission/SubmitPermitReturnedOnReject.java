package dev.millrace.pool.runtime.admission;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two places: one submitter wants both together, another wants one. Who is refused has taken none. {@code the two admitted, the one admitted, places that are left}. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the two are in")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the one is in, and a place is left")
@Outcome(id = "0, 1, 0", expect = FORBIDDEN, desc = "the two were refused and kept a place")
@Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "three jobs in two places")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a place is lost, or nobody is in")
@State
public class SubmitPermitReturnedOnReject {
    private final Admission admission = new Admission(2, new Departures(() -> 0));

    @Actor
    public void batch(III_Result r) {
        r.r1 = admission.tryAdmit(2) < 0 ? 0 : 1;
    }

    @Actor
    public void job(III_Result r) {
        r.r2 = admission.tryAdmit(1) < 0 ? 0 : 1;
    }

    @Arbiter
    public void left(III_Result r) {
        while (r.r3 < 3 && admission.tryAdmit(1) >= 0) {
            r.r3++;
        }
    }
}
