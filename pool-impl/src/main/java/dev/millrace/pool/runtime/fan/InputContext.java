package dev.millrace.pool.runtime.fan;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The context of a fan-out's caller, put on anew for each input of one place: what an input changes in it does not reach the next one of the same turn. Made on the caller's thread; then used by one thread at a time, which has the place.
 */
final class InputContext {
    private final Runnable wrapped;
    /** The four of the input that runs; touched by its thread alone. */
    private @Nullable Callable<?> input;

    private boolean called;
    private @Nullable Object value;
    private @Nullable Throwable thrown;

    InputContext(FanHost host) {
        wrapped = host.inContext(this::callInside);
    }

    /** Runs an input. What it throws is kept beside the user's wrapper, which may swallow it. */
    @SuppressWarnings({"unchecked", "NullAway"}) // an input's value may be null
    <T> T call(Callable<T> next) throws Exception {
        input = next;
        called = false;
        try {
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
            return (T) value;
        } finally {
            input = null;
            value = null;
            thrown = null;
        }
    }

    private void callInside() {
        Callable<?> job = input;
        if (job == null) {
            throw new IllegalStateException("contextPropagation ran a job after its end");
        }
        called = true;
        try {
            value = job.call();
        } catch (Throwable e) {
            thrown = e;
        }
    }
}
