package dev.millrace.pool.runtime.contract;

import dev.millrace.pool.runtime.support.Await;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Another thread that makes one call. */
public final class Other<T> {
    private final FutureTask<T> call;
    private final Thread thread;
    private volatile boolean flagAfterwards;

    private Other(Callable<T> call) {
        this.call = new FutureTask<>(() -> {
            try {
                return call.call();
            } finally {
                flagAfterwards = Thread.currentThread().isInterrupted();
            }
        });
        this.thread = new Thread(this.call, "view-other");
    }

    /** Begins the call. */
    public static <T> Other<T> calls(Callable<T> call) {
        Other<T> other = new Other<>(call);
        other.thread.start();
        return other;
    }

    /** Awaits that it sleeps in its call. */
    public Other<T> blocked() {
        Await.spinning(
                () -> call.isDone()
                        || thread.getState() == Thread.State.WAITING
                        || thread.getState() == Thread.State.TIMED_WAITING,
                () -> "should sleep: " + thread.getState());
        if (call.isDone()) {
            throw new AssertionError("should sleep and has ended: " + call);
        }
        return this;
    }

    /** Interrupts its thread. */
    public Other<T> interrupt() {
        thread.interrupt();
        return this;
    }

    /** Whether the call has ended. */
    public boolean isDone() {
        return call.isDone();
    }

    /** What the call gave. */
    public T value() {
        Await.end(thread);
        try {
            return call.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the call should have given a value", e);
        }
    }

    /** What the call threw. */
    public Throwable failure() {
        Await.end(thread);
        try {
            throw new AssertionError("the call should have failed and gave " + call.get());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** Whether the thread's interrupt flag was set when the call ended. */
    public boolean flagAfterwards() {
        Await.end(thread);
        return flagAfterwards;
    }
}
