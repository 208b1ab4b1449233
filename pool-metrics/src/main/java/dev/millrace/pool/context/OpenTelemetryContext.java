package dev.millrace.pool.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** A job with the trace context of its submitter. */
final class OpenTelemetryContext implements Runnable {
    private final Runnable job;
    private final Context context = Context.current();

    private OpenTelemetryContext(Runnable job) {
        this.job = job;
    }

    static Runnable wrap(Runnable job) {
        return new OpenTelemetryContext(job);
    }

    @Override
    @SuppressWarnings("try") // the scope is only closed
    public void run() {
        Context before = Context.current();
        try (Scope ignored = context.makeCurrent()) {
            job.run();
        } finally {
            putBack(before);
        }
    }

    /** A scope that the job left open is not closed by the one around it, which would let the job's context stay. */
    @SuppressWarnings({"ReferenceEquality", "MustBeClosedChecker"
    }) // it is the very object, and there is nothing to go back to
    private static void putBack(Context before) {
        if (Context.current() != before) {
            before.makeCurrent();
        }
    }
}
