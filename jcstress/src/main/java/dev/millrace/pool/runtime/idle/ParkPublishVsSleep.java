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
import org.openjdk.jcstress.infra.results.III_Result;

/** A job is published while the only worker goes to sleep: one of the two sees the other. {@code the sleeper was not woken, counted sleepers, counted searchers}. */
@JCStressTest
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "it is awake, once")
@Outcome(id = "1, .*, .*", expect = FORBIDDEN, desc = "it sleeps beside work")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "it is counted for what it is not")
@State
public class ParkPublishVsSleep {
    private final JobQueue queue = new JobQueue(1, new PriorityShares(16, 4, 1));
    private final Sleeper sleeper = new Sleeper();
    private final Idle idle = new Idle(() -> new Sleeper[] {sleeper});

    @Actor
    public void publisher() {
        queue.put("job");
        idle.wakeOne(null);
    }

    @Actor
    public void worker() {
        if (idle.announceSleep(sleeper, false) && !queue.isEmpty()) {
            idle.wakeSurely(sleeper);
        }
    }

    @Arbiter
    public void sleeper(III_Result r) {
        r.r1 = sleeper.isSleeping() ? 1 : 0;
        r.r2 = idle.sleeping();
        r.r3 = idle.searching();
    }
}
