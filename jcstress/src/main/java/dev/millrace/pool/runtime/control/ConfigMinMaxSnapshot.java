package dev.millrace.pool.runtime.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The bounds of the size are changed twice while somebody reads them: what is read was set together. {@code least, target, most}. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "before both")
@Outcome(id = "2, 2, 4", expect = ACCEPTABLE, desc = "after the first")
@Outcome(id = "6, 6, 8", expect = ACCEPTABLE, desc = "after the second")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "bounds that nobody has set")
@State
public class ConfigMinMaxSnapshot {
    private final Sizer sizer = new Sizer(new Size(1, 1, 1), size -> () -> null, new DecisionLog());

    @Actor
    public void setter() {
        sizer.bounds(2, 4);
        sizer.bounds(6, 8);
    }

    @Actor
    public void reader(III_Result r) {
        Size size = sizer.size();
        r.r1 = size.min();
        r.r2 = size.target();
        r.r3 = size.max();
    }
}
