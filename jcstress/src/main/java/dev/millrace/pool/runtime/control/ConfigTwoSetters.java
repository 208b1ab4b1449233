package dev.millrace.pool.runtime.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads change the bounds of the size: one comes after the other, with its bounds and with what they make of the size. {@code least, target, most}. */
@JCStressTest
@Outcome(id = "6, 6, 8", expect = ACCEPTABLE, desc = "the second came last")
@Outcome(id = "2, 4, 4", expect = ACCEPTABLE, desc = "the first came last")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "bounds that nobody has set, or a size that one of them did not see")
@State
public class ConfigTwoSetters {
    private final Sizer sizer = new Sizer(new Size(1, 1, 1), size -> () -> null, new DecisionLog());

    @Actor
    public void lower() {
        sizer.bounds(2, 4);
    }

    @Actor
    public void higher() {
        sizer.bounds(6, 8);
    }

    @Arbiter
    public void end(III_Result r) {
        Size size = sizer.size();
        r.r1 = size.min();
        r.r2 = size.target();
        r.r3 = size.max();
    }
}
