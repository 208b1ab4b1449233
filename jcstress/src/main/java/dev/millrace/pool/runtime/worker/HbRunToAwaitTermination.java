package dev.millrace.pool.runtime.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What a worker's last job wrote plainly is seen by who has waited for the end. */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "the worker had not left yet")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "it has left, and its job is seen")
@Outcome(id = "0", expect = FORBIDDEN, desc = "it has left, and its job is not seen")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "something else")
@State
public class HbRunToAwaitTermination {
    private final Roster roster = Evicted.roster();
    private final @Nullable Member member = roster.enlist(Evicted.NO_CREW);
    private int effect;

    @Actor
    public void worker() {
        effect = 1;
        Member me = Objects.requireNonNull(member);
        roster.locked(() -> {
            roster.departed(me);
            return me;
        });
    }

    @Actor
    public void waiting(I_Result r) {
        try {
            r.r1 = roster.awaitEnd(() -> 0) ? effect : -1;
        } catch (InterruptedException nobodyDoes) {
            r.r1 = -2;
        }
    }
}
