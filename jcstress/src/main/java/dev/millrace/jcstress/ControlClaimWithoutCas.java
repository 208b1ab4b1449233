package dev.millrace.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Not about the pool but about what looks at it: a claim that reads and then writes. A run that does not see two holders here would not see them anywhere; so this one case must fail. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the first has it")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second has it")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "both have it")
@State
public class ControlClaimWithoutCas {
    private boolean held;

    @Actor
    public void first(II_Result r) {
        r.r1 = claim();
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = claim();
    }

    private int claim() {
        if (held) {
            return 0;
        }
        held = true;
        return 1;
    }
}
