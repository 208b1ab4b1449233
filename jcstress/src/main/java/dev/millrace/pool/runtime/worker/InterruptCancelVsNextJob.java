package dev.millrace.pool.runtime.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.runtime.handle.CountedHome;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.stats.Counters;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A job that runs is cancelled while its worker goes on to the next one: the interrupt reaches the first or nobody. {@code interrupted in the next job, cancelled}. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "it had ended before")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it was stopped while it ran")
@Outcome(id = "1, .*", expect = FORBIDDEN, desc = "the next job has the interrupt of the one before")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "something else")
@State
public class InterruptCancelVsNextJob {
    private final CountedHome home = new CountedHome();
    private final Task<?> job = new Task<>(home, (Runnable) this::first);
    private volatile boolean begun;
    private volatile boolean over;
    private boolean leaked;

    public InterruptCancelVsNextJob() {
        job.admitted(false);
    }

    @Actor
    public void worker(II_Result r) {
        Runner self = Runner.enter(home, () -> false);
        JobRunner jobs = new JobRunner(self, new Counters(), Evicted.surroundings(), null);
        self.clearInterrupt();
        if (jobs.wins(job)) {
            jobs.runTask(job);
        }
        self.clearInterrupt();
        jobs.run((Runnable) this::next, false);
        Runner.leave();
        r.r1 = leaked ? 1 : 0;
    }

    private void first() {
        begun = true;
    }

    /** Waits until no interrupt can come any more; reads, and takes it off: the thread is not the pool's. */
    private void next() {
        while (!over) {
            Thread.onSpinWait();
        }
        leaked = Thread.interrupted();
    }

    @Actor
    public void canceller(II_Result r) {
        while (!begun) {
            Thread.onSpinWait();
        }
        r.r2 = job.cancel(true) ? 1 : 0;
        over = true;
    }
}
