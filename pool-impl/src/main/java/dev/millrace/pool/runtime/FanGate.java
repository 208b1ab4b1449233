package dev.millrace.pool.runtime;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.handle.BudgetTask;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.Callable;

/** The way in of fan-outs: their turns are jobs with a handle like others. Thread-safe. */
final class FanGate implements FanHost {
    private final Engine engine;

    FanGate(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Home home() {
        return engine.custodian;
    }

    @Override
    public Alarm alarm() {
        return engine.alarms;
    }

    @Override
    public int workers() {
        return engine.sizer.size().max();
    }

    @Override
    public boolean onWorker() {
        return engine.crew.isWorker();
    }

    @Override
    public boolean othersWait() {
        return engine.admission.depth() > 0;
    }

    @Override
    public boolean isClosed() {
        return engine.admission.isClosed();
    }

    @Override
    public <T> Callable<T> prepared(Callable<T> job) {
        return engine.handles.inContext(job);
    }

    @Override
    public Runnable prepared(Runnable job) {
        return engine.submission.asJob(job);
    }

    @Override
    public Runnable inContext(Runnable body) {
        return engine.submission.inContext(body);
    }

    @Override
    public Task<Void> task(Runnable body, JobOptions options) {
        return options.equals(JobOptions.none())
                ? new Task<>(engine.custodian, body)
                : new BudgetTask<>(engine.custodian, body, options, engine.alarms);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is the task
    public void submit(Task<?> task, JobOptions options, long mostNanos) {
        if (task instanceof BudgetTask<?> budgeted) {
            engine.handles.submit(budgeted, options, mostNanos);
        } else {
            engine.handles.submit(task, mostNanos);
        }
    }

    @Override
    public void runHere(Task<?> task) {
        if (onWorker()) {
            engine.entrance.inPlace(task);
        } else {
            task.run();
        }
    }

    @Override
    public boolean trySubmit(Task<?> task, JobOptions options) {
        return task instanceof BudgetTask<?> budgeted
                ? engine.handles.trySubmit(budgeted, options).isPresent()
                : engine.handles.trySubmit(task).isPresent();
    }

    @Override
    public boolean goesOn() {
        return !engine.pause.isOn() && engine.closing.state() != PoolState.STOPPING;
    }

    @Override
    public void ranOutside(int jobs) {
        engine.entrance.ranOutside(jobs);
    }

    @Override
    public void told(String part, Throwable failure) {
        engine.failures.ofPart(part, failure);
    }
}
