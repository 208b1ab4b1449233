package dev.millrace.pool.runtime.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.seat.Intake;
import dev.millrace.pool.runtime.seat.Seat;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A worker leaves its seat while a thief takes from it, of the lane and of the chunk. {@code sum of what was stolen, sum of what is in the job queue}; job 1 was in the chunk, 2 in the lane. */
@JCStressTest
@Outcome(id = "0, 3", expect = ACCEPTABLE, desc = "nothing was stolen")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the thief has the chunk's")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the thief has the lane's")
@Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "the thief has both")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a job is lost or doubled")
@State
public class LaneRetireVsSteal {
    private final Evicted pool = new Evicted();
    private final Seat thief = pool.seats.take(new Sleeper());
    private final Chunk loot = new Chunk();

    public LaneRetireVsSteal() {
        pool.seat.lane().put(2);
        pool.seat.chunk().add(1);
        pool.seat.chunk().publish();
    }

    @Actor
    public void leaver() {
        pool.clear();
    }

    @Actor
    public void thief(II_Result r) {
        Intake.fromLane(thief, pool.seat.lane(), 1);
        pool.seat.chunk().stealHalf(loot);
        thief.chunk().drain(job -> r.r1 += (Integer) job);
        loot.drain(job -> r.r1 += (Integer) job);
    }

    @Arbiter
    public void found(II_Result r) {
        for (Object job = pool.queue.poll(); job != null; job = pool.queue.poll()) {
            r.r2 += (Integer) job;
        }
    }
}
