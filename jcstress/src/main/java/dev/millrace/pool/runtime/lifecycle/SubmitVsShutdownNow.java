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
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A job is submitted while a close takes back what has not started. A worker that came after it finds nothing, unless the submitter was away for longer than a close waits for such. {@code admitted, found by the worker, handed back}. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "refused")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "handed back")
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "its submitter was away for a second between acceptance and queue")
@Outcome(id = "1, 1, 0", expect = FORBIDDEN, desc = "the close left it behind without having waited")
@Outcome(id = "1, 0, 0", expect = FORBIDDEN, desc = "accepted, and lost")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "run and handed back, or never accepted and yet there")
@State
public class SubmitVsShutdownNow {
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Seats seats = new Seats(4, 1);
    private final Seat seat = seats.take(new Sleeper());
    private final Departures departures = new Departures(seats::started);
    private final Admission admission = new Admission(1, departures);
    private final JobQueue queue = new JobQueue(1, new PriorityShares(16, 4, 1));
    private final Home home = new Leaving(departures);
    private final HandBack handBack =
            new HandBack(admission, home, queue, seats, new Strands(home, strand -> {}, (key, elements, count) -> {}));
    private boolean waited;

    @Actor
    public void submitter(III_Result r) {
        if (admission.tryAdmit(1) >= 0) {
            r.r1 = 1;
            queue.put((Runnable) () -> {});
        }
    }

    @Actor
    public void closer(III_Result r) {
        admission.close();
        long start = System.nanoTime();
        r.r3 = handBack.takeAndGiveAway().size();
        waited = System.nanoTime() - start > LONG_NANOS;
    }

    @Arbiter
    public void worker(III_Result r) {
        Intake.fromQueue(seat, queue, 1);
        if (seat.chunk().claim() != null) {
            r.r2 = waited ? 2 : 1;
        }
    }
}
