package dev.millrace.pool.runtime.admission;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.runtime.job.Chunk;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A submitter joins the line of a full pool while a worker claims a job and so makes room: one of the two sees the other. {@code admitted, waiting}. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "it is in")
@Outcome(id = "0, 1", expect = FORBIDDEN, desc = "it waits beside a free place")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "it was answered twice, or wrongly")
@State
public class SubmitWaiterVsRoomMade {
    private final Chunk chunk = new Chunk();
    private final Admission admission = new Admission(1, new Departures(chunk::started));
    private final WaitingLine line = new WaitingLine(admission);
    private final AtomicInteger told = new AtomicInteger();

    public SubmitWaiterVsRoomMade() {
        admission.tryAdmit(1);
        chunk.add("job");
        chunk.publish();
    }

    @Actor
    public void submitter() {
        line.awaitApart(position -> told.addAndGet(position < 0 ? 100 : 1), () -> {});
    }

    @Actor
    public void worker() {
        chunk.claimPlain();
        line.roomMade();
    }

    @Arbiter
    public void submitted(II_Result r) {
        r.r1 = told.get();
        r.r2 = line.size();
    }
}
