package dev.millrace.pool.runtime.handle;

import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A callable inside the runnable that the user's context propagation made for it. Run once, by one thread. What the job throws is kept beside the wrapper, which may swallow it. */
public final class ContextCall<T> implements Callable<T> {
    private final Callable<T> job;
    private final Runnable wrapped;
    private boolean called;
    private @Nullable T value;
    private @Nullable Throwable thrown;

    /** Wraps, on the submitter's thread. */
    public ContextCall(Callable<T> job, UnaryOperator<Runnable> propagation) {
        this.job = job;
        this.wrapped = propagation.apply(this::callInside);
        if (wrapped == null) {
            throw new NullPointerException("contextPropagation gave no job");
        }
    }

    private void callInside() {
        called = true;
        try {
            value = job.call();
        } catch (Throwable e) {
            thrown = e;
        }
    }

    @Override
    @SuppressWarnings("NullAway") // a job's value may be null
    public T call() throws Exception {
        wrapped.run();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof Exception exception) {
            throw exception;
        }
        if (!called) {
            throw new IllegalStateException("contextPropagation did not run the job");
        }
        return value;
    }

    /** The user's job. */
    public Callable<T> submitted() {
        return job;
    }
}
