package dev.millrace.pool.runtime.handle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.JobHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Somebody asks to be told of the end of a job while it ends: told once, and after it. {@code how often told, not done when told}. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "told once")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "told never")
@Outcome(id = "2, .*", expect = FORBIDDEN, desc = "told twice")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "told before the end")
@State
public class HbWaiterVsEnd {
    private final CountedTask job = new CountedTask();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger early = new AtomicInteger();

    @Actor
    public void worker() {
        job.work();
    }

    @Actor
    public void waiting() {
        JobHandle<?> unused = job.task().onCompletion(outcome -> {
            told.incrementAndGet();
            if (!job.task().isDone()) {
                early.incrementAndGet();
            }
        });
    }

    @Arbiter
    public void end(II_Result r) {
        r.r1 = told.get();
        r.r2 = early.get();
    }
}
