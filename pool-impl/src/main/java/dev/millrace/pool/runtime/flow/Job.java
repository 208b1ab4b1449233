package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.handle.BudgetTask;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One input and what is done with it, in a turn. As a task it has one end, whoever brings it about: the turn that runs it, its budget, or the end of the whole. A turn waits for what it runs; so a job that ignores its interrupt keeps its turn and its
 * thread, while its result is known.
 */
final class Job extends BudgetTask<Object> {
    private final Stage stage;
    private final Input.Read input;
    private final FanHost host;
    private final Thread runner = Thread.currentThread();
    private final AtomicBoolean told = new AtomicBoolean();
    /** Why it could not even be tried. Written and read by its thread. */
    private @Nullable Throwable refusal;

    Job(Stage stage, Input.Read input, Callable<Object> body, JobOptions options, FanHost host) {
        super(host.home(), body, options, host.alarm());
        this.stage = stage;
        this.input = input;
        this.host = host;
        waitsSince(input.sinceNanos());
    }

    Input.Read input() {
        return input;
    }

    /** Runs it on the current thread, inside the turn. */
    void runInTurn() {
        try {
            if (!tryHelp()) {
                run();
            }
        } catch (Throwable failure) {
            refusal = failure; // no stack for it
            cancel(false);
        }
        tell();
    }

    /** Where the turn itself brings the end about it tells it when it is out of the job. */
    @Override
    protected void completed(long now) {
        if (Thread.currentThread() != runner) {
            tell();
        }
    }

    private void tell() {
        if (told.compareAndSet(false, true)) {
            Outcome<Object> outcome = outcome();
            boolean normally = outcome instanceof Outcome.Value;
            host.fans().ended(normally ? 1 : 0, normally || outcome.trace().worker() == null ? 0 : 1);
            stage.ended(this, refusal == null ? outcome : new Outcome.Failed<>(refusal, outcome.trace()));
        }
    }
}
