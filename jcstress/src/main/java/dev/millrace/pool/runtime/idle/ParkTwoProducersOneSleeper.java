package dev.millrace.pool.runtime.idle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.job.JobQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Two jobs are published at once beside one sleeper. {@code woken by the first, woken by the second, it still sleeps, searchers}. */
@JCStressTest
@Outcome(id = "1, 0, 0, 1", expect = ACCEPTABLE, desc = "the first wakes it")
@Outcome(id = "0, 1, 0, 1", expect = ACCEPTABLE, desc = "the second wakes it")
@Outcome(id = "1, 1, .*, .*", expect = FORBIDDEN, desc = "it is woken twice")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "it sleeps beside work")
@State
public class ParkTwoProducersOneSleeper {
    private final JobQueue queue = new JobQueue(2, new PriorityShares(16, 4, 1));
    private final Sleeper sleeper = new Sleeper();
    private final Idle idle = new Idle(() -> new Sleeper[] {sleeper});

    public ParkTwoProducersOneSleeper() {
        idle.announceSleep(sleeper, false);
    }

    @Actor
    public void publisher(IIII_Result r) {
        queue.put("job");
        r.r1 = idle.wakeOne(null) ? 1 : 0;
    }

    @Actor
    public void otherPublisher(IIII_Result r) {
        queue.put("other job");
        r.r2 = idle.wakeOne(null) ? 1 : 0;
    }

    @Arbiter
    public void sleeper(IIII_Result r) {
        r.r3 = sleeper.isSleeping() ? 1 : 0;
        r.r4 = idle.searching();
    }
}
