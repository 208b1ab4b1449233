package dev.millrace.pool.runtime;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.fan.Fans;
import dev.millrace.pool.runtime.fan.LateCalls;
import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.handle.BudgetTask;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.worker.StackProbe;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

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
    public Fans fans() {
        return engine.fans;
    }

    @Override
    public LateCalls lateCalls() {
        return engine.lateCalls;
    }

    @Override
    public boolean starves() {
        return engine.pause.isOn() || engine.waits.starve();
    }

    @Override
    public boolean anyRests() {
        return engine.idle.anyRests();
    }

    @Override
    public boolean isStopping() {
        return engine.closing.state().compareTo(PoolState.DRAINING) > 0;
    }

    @Override
    public boolean isClosed() {
        return engine.admission.isClosed();
    }

    @Override
    public boolean hasContext() {
        return engine.config.contextPropagation() != null;
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
    @SuppressWarnings("FutureReturnValueIgnored") // it is the task
    public void enter(Task<Void> task, JobOptions options, long mostNanos) {
        engine.queue.prepare(options.priority());
        engine.handles.submit(task, mostNanos, options.priority());
    }

    @Override
    public boolean tryAdmit(Task<Void> task, JobOptions options) {
        StackProbe.check();
        engine.queue.prepare(options.priority());
        long position = engine.admission.tryAdmitSpared(1);
        if (position >= 0) {
            engine.publisher.mark(task, position);
        }
        return position >= 0;
    }

    @Override
    public Runnable awaitRoom(JobOptions options, LongConsumer told) {
        engine.queue.prepare(options.priority());
        return engine.line.awaitApart(told, StackProbe::check);
    }

    @Override
    public void accept(Task<Void> task, long position) {
        engine.publisher.mark(task, position);
    }

    @Override
    public void publish(Task<Void> task, JobOptions options) {
        engine.publisher.publish(task, options.priority());
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

    @Override
    public void warn(String text) {
        engine.failures.tell(() -> text);
    }
}
