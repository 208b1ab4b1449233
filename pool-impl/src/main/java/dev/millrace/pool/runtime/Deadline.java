package dev.millrace.pool.runtime;

import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.RejectedExecutionException;

/** The limit of a call that submits several jobs and waits for them: its wait for room is part of it. Confined to one thread. */
final class Deadline {
    private static final long NONE = Long.MAX_VALUE;

    private final Engine engine;
    private final long nanos;
    private final long start = System.nanoTime();

    /** @param nanos how long the call may take; {@link Long#MAX_VALUE} for ever */
    Deadline(Engine engine, long nanos) {
        this.engine = engine;
        this.nanos = Math.max(0, nanos);
    }

    boolean isNone() {
        return nanos == NONE;
    }

    long leftNanos() {
        return isNone() ? NONE : nanos - (System.nanoTime() - start);
    }

    /**
     * Submits a job.
     *
     * @return false if there was no room in time
     * @throws RejectedExecutionException if it is refused for another reason
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it is the task
    boolean submit(Task<?> task) throws InterruptedException {
        try {
            engine.handles.submit(task, leftNanos());
            return true;
        } catch (RejectedExecutionException refusal) {
            if (refusal.getCause() instanceof InterruptedException interrupt) {
                Thread.interrupted();
                throw interrupt;
            }
            if (leftNanos() <= 0 && !engine.admission.isClosed()) {
                return false;
            }
            throw refusal;
        }
    }
}
