package dev.millrace.pool.runtime.seat;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.JobQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What a submitter wrote plainly before it submitted is seen by the job, on the worker that took it from the queue; -1 is no job. */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "not there yet")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "run, and all is seen")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "run, and what was written is not seen")
@State
public class HbSubmitToRun {
    private final Seats seats = new Seats(4, 1);
    private final Seat seat = seats.take(new Sleeper());
    private final JobQueue queue = new JobQueue(1, new PriorityShares(16, 4, 1));
    private final Admission admission = new Admission(1, new Departures(seats::started));

    @Actor
    public void submitter() {
        Payload job = new Payload();
        job.value = 1;
        if (admission.tryAdmit(1) >= 0) {
            queue.put(job);
        }
    }

    @Actor
    public void worker(I_Result r) {
        Intake.fromQueue(seat, queue, 1);
        r.r1 = seat.chunk().claim() instanceof Payload job ? job.value : -1;
    }

    private static final class Payload {
        int value;
    }
}
