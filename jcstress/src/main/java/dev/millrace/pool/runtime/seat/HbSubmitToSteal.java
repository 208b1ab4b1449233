package dev.millrace.pool.runtime.seat;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.job.JobQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a submitter wrote plainly before it submitted is seen by the job on a thief, which has it from the chunk of the worker that took it. {@code seen by the worker, seen by the thief}; -1 is no job. */
@JCStressTest
@Outcome(id = "-1, -1", expect = FORBIDDEN, desc = "nobody runs it")
@Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "the worker runs it")
@Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "the thief runs it")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "the worker runs it and does not see what was written")
@Outcome(id = ".*, 0", expect = FORBIDDEN, desc = "the thief runs it and does not see what was written")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "both run it")
@State
public class HbSubmitToSteal {
    private final Seats seats = new Seats(4, 1);
    private final Seat seat = seats.take(new Sleeper());
    private final Chunk loot = new Chunk();
    private final JobQueue queue = new JobQueue(1, new PriorityShares(16, 4, 1));
    private final Admission admission = new Admission(1, new Departures(seats::started));

    @Actor
    public void submitterAndWorker(II_Result r) {
        Payload job = new Payload();
        job.value = 1;
        if (admission.tryAdmit(1) >= 0) {
            queue.put(job);
        }
        Intake.fromQueue(seat, queue, 1);
        r.r1 = seat.chunk().claim() instanceof Payload mine ? mine.value : -1;
    }

    @Actor
    public void thief(II_Result r) {
        r.r2 = seat.chunk().stealHalf(loot) > 0 && loot.claim() instanceof Payload job ? job.value : -1;
    }

    private static final class Payload {
        int value;
    }
}
