package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.TaskState;
import dev.millrace.pool.runtime.handle.ThreadState;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.Submitted;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.stats.Fate;
import dev.millrace.pool.runtime.stats.Fates;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/** The pool as its handles see it: keeps the bound and the counts when jobs leave by another way than a worker's chunk. */
public final class Custodian implements Home {
    private final String pool;
    private final Admission admission;
    private final Departures departures;
    private final WaitingLine line;
    private final Idle idle;
    private final Actions actions;
    private final Waits waits;
    private final Quarantine quarantine;
    private final Failures failures;
    private final Fates fates = new Fates();

    /** For one pool. */
    public Custodian(
            String pool,
            Admission admission,
            Departures departures,
            WaitingLine line,
            Idle idle,
            Actions actions,
            Waits waits,
            Quarantine quarantine,
            Failures failures) {
        this.pool = pool;
        this.admission = admission;
        this.departures = departures;
        this.line = line;
        this.idle = idle;
        this.actions = actions;
        this.waits = waits;
        this.quarantine = quarantine;
        this.failures = failures;
    }

    /** What it counts. */
    public Fates fates() {
        return fates;
    }

    @Override
    public String name() {
        return pool;
    }

    @Override
    public void check(TaskState<?> task, Object job) {
        Probe.at(Point.RUNS);
        if (quarantine.isOn() && !Submitted.isDecided(job)) {
            RejectedExecutionException refusal = quarantine.refusal(task.givenLabel(), job);
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    @Override
    public void left(Fate fate) {
        fates.add(fate);
        depart();
    }

    @Override
    public void helped() {
        fates.addHelped();
        depart();
    }

    /** The departure is a read-modify-write, and {@code closed} is read after it: so either this sees the close, or the workers that the close wakes see the departure. */
    private void depart() {
        departures.add(1);
        line.roomMade();
        if (admission.isDrained()) {
            idle.wakeAll();
        }
    }

    @Override
    public void helpedEnd(boolean completed) {
        fates.addHelpedEnd(completed);
    }

    @Override
    public void help(Runnable job) {
        helped();
        boolean completed = false;
        try {
            RejectedExecutionException refusal = quarantine.isOn() ? quarantine.refusal(null, job) : null;
            if (refusal != null) {
                throw refusal;
            }
            job.run();
            completed = true;
        } catch (Throwable failure) {
            failures.ofJob(failure);
        } finally {
            helpedEnd(completed);
        }
    }

    @Override
    public void act(Runnable action) {
        actions.call(action);
    }

    @Override
    public void inPlace(Runnable inner) {
        Member member = Member.current();
        if (member != null) {
            StackProbe.checkForJob();
            member.inside(inner);
        }
    }

    @Override
    public void inPlaceEach(Runner worker, BooleanSupplier step) {
        StackProbe.checkForJob();
        ThreadState outer = ThreadState.ofCurrentThread();
        worker.insideEach(step, outer::restore);
    }

    @Override
    public void waiting(Runner worker) {
        waits.begin(worker);
    }

    @Override
    public void stillWaiting() {
        waits.look();
    }

    @Override
    public void waited(Runner worker) {
        waits.end(worker);
    }
}
