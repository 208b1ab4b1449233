package dev.millrace.pool.runtime.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A worker is enlisted while the roster stops: it is among those that are told to leave, or it is none. {@code enlisted, told to leave, one could be enlisted afterwards}. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "the roster was stopped before")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "it was enlisted before, and is told to leave")
@Outcome(id = "1, 0, .*", expect = FORBIDDEN, desc = "a worker that nobody ends")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a worker after the end")
@State
public class TermNoWorkerAfter {
    private final Roster roster = Evicted.roster();
    private @Nullable Member enlisted;

    @Actor
    public void hiring(III_Result r) {
        enlisted = roster.enlist(Evicted.NO_CREW);
        r.r1 = enlisted == null ? 0 : 1;
    }

    @Actor
    public void stopping() {
        roster.stop();
    }

    @Arbiter
    public void after(III_Result r) {
        r.r2 = enlisted != null && enlisted.wanted() ? 1 : 0;
        r.r3 = roster.enlist(Evicted.NO_CREW) == null ? 0 : 1;
    }
}
