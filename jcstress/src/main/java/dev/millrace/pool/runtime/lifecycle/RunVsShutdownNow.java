package dev.millrace.pool.runtime.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Intake;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.strand.Strands;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A worker takes an accepted job, and claims it, while a close takes back what has not started. {@code run, handed back}. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "run")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "handed back")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "run and handed back")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "lost")
@State
public class RunVsShutdownNow {
    private final Seats seats = new Seats(4, 1);
    private final Seat seat = seats.take(new Sleeper());
    private final Departures departures = new Departures(seats::started);
    private final Admission admission = new Admission(1, departures);
    private final JobQueue queue = new JobQueue(1, new PriorityShares(16, 4, 1));
    private final Home home = new Leaving(departures);
    private final HandBack handBack =
            new HandBack(admission, home, queue, seats, new Strands(home, strand -> {}, (key, elements, count) -> {}));

    public RunVsShutdownNow() {
        admission.tryAdmit(1);
        queue.put((Runnable) () -> {});
    }

    @Actor
    public void worker(II_Result r) {
        Intake.fromQueue(seat, queue, 1);
        r.r1 = seat.chunk().claim() == null ? 0 : 1;
    }

    @Actor
    public void closer(II_Result r) {
        admission.close();
        r.r2 = handBack.takeAndGiveAway().size();
    }

    /** A close looks again when the workers have ended. */
    @Arbiter
    public void end(II_Result r) {
        r.r2 += handBack.takeAndGiveAway().size();
    }
}
