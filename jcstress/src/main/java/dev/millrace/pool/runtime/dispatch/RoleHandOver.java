package dev.millrace.pool.runtime.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two workers dispatch at once: whoever has the role, each job is in one place afterwards. {@code jobs, their sum}. */
@JCStressTest
@Outcome(id = "8, 255", expect = ACCEPTABLE, desc = "all eight, each once")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a job is lost or doubled")
@State
public class RoleHandOver {
    private static final int JOBS = 8;

    private final JobQueue queue = new JobQueue(JOBS, new PriorityShares(16, 4, 1));
    private final Seats seats = new Seats(4, 1);
    private final Seat seat = seats.take(new Sleeper());
    private final Seat otherSeat = seats.take(new Sleeper());
    private final CooperativeDispatcher dispatcher =
            new CooperativeDispatcher(queue, new Idle(seats::sleepers), seats, new Guide(2));

    public RoleHandOver() {
        for (int i = 0; i < JOBS; i++) {
            queue.put(1 << i);
        }
    }

    @Actor
    public void worker() {
        dispatcher.take(seat);
    }

    @Actor
    public void otherWorker() {
        dispatcher.take(otherSeat);
    }

    @Arbiter
    public void all(II_Result r) {
        collect(r, seat);
        collect(r, otherSeat);
        for (Object job = queue.poll(); job != null; job = queue.poll()) {
            add(r, job);
        }
    }

    private static void collect(II_Result r, Seat from) {
        from.chunk().drain(job -> add(r, job));
        for (Object job = from.lane().poll(); job != null; job = from.lane().poll()) {
            add(r, job);
        }
    }

    private static void add(II_Result r, Object job) {
        r.r1++;
        r.r2 += (Integer) job;
    }
}
