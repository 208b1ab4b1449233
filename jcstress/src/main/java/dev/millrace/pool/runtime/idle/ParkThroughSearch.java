package dev.millrace.pool.runtime.idle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.job.JobQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The same by the way that workers take: {@link Search#rest}, which comes back only when it was notified. {@code whether it had to be rescued}. */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "it found the job by itself")
@Outcome(id = "1", expect = FORBIDDEN, desc = "it slept beside work, for seconds")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "something else")
@State
public class ParkThroughSearch {
    /** Long enough for a machine that does other things. Once it was in vain, the verdict stands, and short is enough. */
    private static volatile long patienceNanos = TimeUnit.SECONDS.toNanos(20);

    private final JobQueue queue = new JobQueue(1, new PriorityShares(16, 4, 1));
    private final Sleeper sleeper = new Sleeper();
    private final Idle idle = new Idle(() -> new Sleeper[] {sleeper});
    private volatile boolean taken;

    /** Without a budget for searching, it goes to sleep at once. */
    @Actor
    public void worker() {
        sleeper.bind();
        Search search = new Search(idle, new Jobs(), sleeper);
        while (queue.poll() == null && !taken) {
            search.rest(0);
        }
        taken = true;
        search.end();
    }

    @Actor
    @SuppressWarnings("ThreadPriorityCheck")
    public void publisher(I_Result r) {
        queue.put("job");
        idle.wakeOne(null);
        for (long start = System.nanoTime(); !taken; ) {
            Thread.yield();
            if (System.nanoTime() - start > patienceNanos) {
                patienceNanos = TimeUnit.MILLISECONDS.toNanos(1);
                r.r1 = 1;
                taken = true;
                idle.wakeSurely(sleeper);
            }
        }
    }

    private final class Jobs implements Work {
        @Override
        public boolean visible() {
            return !queue.isEmpty();
        }

        @Override
        public boolean moreVisible() {
            return !queue.isEmpty();
        }

        @Override
        public boolean over() {
            return false;
        }

        @Override
        public boolean asleep() {
            return false;
        }
    }
}
