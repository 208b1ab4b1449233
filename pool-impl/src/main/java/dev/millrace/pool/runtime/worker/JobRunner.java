package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Tally;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.handle.TaskState;
import dev.millrace.pool.runtime.handle.ThreadState;
import dev.millrace.pool.runtime.job.Envelopes;
import dev.millrace.pool.runtime.job.Stamped;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.stats.Count;
import dev.millrace.pool.runtime.stats.Counters;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs jobs of one worker, each isolated from the next: whatever a job throws or changes about its thread ends with it. */
final class JobRunner implements Tally {
    private final Runner self;
    private final Counters counters;
    private final Failures failures;
    private final Quarantine quarantine;
    private final @Nullable ThreadLocals locals;
    private final Envelopes envelopes;
    private final @Nullable Member member = Member.current();
    private final ThreadState state = ThreadState.ofCurrentThread();
    private LatencyRecorder.@Nullable Writer latency;
    /** When the jobs that are run next were begun, if that was before their run; else 0. */
    private long begunNanos;

    JobRunner(Runner self, Counters counters, Surroundings pool, LatencyRecorder.@Nullable Writer latency) {
        this.self = self;
        this.counters = counters;
        this.failures = pool.failures();
        this.quarantine = pool.quarantine();
        this.locals = pool.locals();
        this.envelopes = pool.envelopes();
        this.latency = latency;
        self.cleanBy(state::restore, this::cleanUp);
    }

    /**
     * Runs a claimed job and counts its end. Throws only what must end the thread.
     *
     * @param called whether the attention of workers was called before it
     */
    void runAny(Object element, boolean called) {
        if (element instanceof Task<?> task) {
            runTask(task);
        } else {
            run(element, called);
        }
    }

    /** The same for a job without a handle. */
    void run(Object element, boolean called) {
        Stamped envelope = element instanceof Stamped stamped ? stamped : null;
        Object job = envelope == null ? element : envelope.job();
        try {
            Probe.at(Point.RUNS);
            if (called && quarantine.isOn()) {
                refuse(job);
            }
            if (envelope == null) {
                ((Runnable) job).run(); // in a raw collection there may be anything
            } else {
                runTimed((Runnable) job, envelope);
            }
            cleanUp();
            counters.add(Count.COMPLETED, 1);
        } catch (Throwable failure) {
            fail(job, failure);
        } finally {
            self.endScopes(null);
            self.settle();
        }
    }

    private void refuse(Object job) {
        RejectedExecutionException refusal = quarantine.refusal(null, job);
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Wins a job with a handle for this thread, which must run it then; false for a ghost, or one that is too late. */
    boolean wins(Task<?> task) {
        self.outermost(task);
        if (task.begin(self)) {
            return true;
        }
        self.outermost(null);
        cleanUp(); // a job that is too late was completed here, and an action of the user's called
        return false;
    }

    /** What a job with a handle throws is the handle's. */
    void runTask(Task<?> task) {
        Throwable thrown = task.runBegun(this);
        self.endScopes(null);
        self.outermost(null);
        cleanUp();
        if (task.isSampled()) {
            record(task.waitedNanos(), task.ranNanos());
        }
        if (thrown != null && stopsThread(thrown)) {
            throw (Error) thrown;
        }
    }

    @Override
    public void ended(boolean completed) {
        counters.add(completed ? Count.COMPLETED : Count.FAILED, 1);
        self.settle(); // here, since actions of users' follow
    }

    @Override
    public void threw(TaskState<?> task, @Nullable Object job, Throwable failure) {
        if (job != null && stopsThread(failure)) {
            suspect(task.givenLabel(), job, failure);
        }
    }

    private void suspect(@Nullable String label, Object job, Throwable failure) {
        try {
            quarantine.killed(label, job, failure);
        } catch (Throwable worse) {
            failures.ofPart("the quarantine", worse);
        }
    }

    /** Makes the thread as it was before the job. */
    void cleanUp() {
        state.restore();
        if (locals != null) {
            locals.forget();
            self.enterAgain();
            if (member != null) {
                member.enterAgain();
            }
        }
    }

    private void fail(Object job, Throwable failure) {
        try {
            if (stopsThread(failure)) {
                suspect(null, job, failure);
            }
            failures.ofJob(failure);
            cleanUp();
        } finally {
            counters.add(Count.FAILED, 1);
        }
        if (stopsThread(failure)) {
            throw (Error) failure;
        }
    }

    /** The envelope goes back before the job is run, which may take long. */
    private void runTimed(Runnable job, Stamped envelope) {
        long acceptedNanos = envelope.acceptedNanos();
        envelopes.giveBack(envelope);
        long start = begunNanos == 0 ? System.nanoTime() : begunNanos;
        try {
            job.run();
        } finally {
            record(start - acceptedNanos, System.nanoTime() - start);
        }
    }

    /** Jobs that come from here on were begun together at a time; 0 for those that begin when they are run. */
    void begunAt(long nanos) {
        begunNanos = nanos;
    }

    private void record(long waitNanos, long runNanos) {
        LatencyRecorder.Writer writer = latency;
        if (writer != null) {
            try {
                writer.record(waitNanos, runNanos);
            } catch (Throwable failure) {
                latency = null;
                failures.ofPart("the latency recorder", failure);
            }
        }
    }

    /** By name: the class is marked for removal, and on the JDKs that still have it a stopped thread should end. */
    private static boolean stopsThread(Throwable failure) {
        return failure.getClass().getName().equals("java.lang.ThreadDeath");
    }

    /** Hands in what was recorded; by the same thread. */
    void close() {
        LatencyRecorder.Writer writer = latency;
        if (writer != null) {
            try {
                writer.close();
            } catch (Throwable failure) {
                failures.ofPart("the latency recorder", failure);
            }
        }
    }
}
