package dev.millrace.pool.context;

import io.micrometer.context.ContextSnapshotFactory;
import java.util.function.UnaryOperator;

/** Jobs with the thread locals of their submitter that the global registry knows. */
final class MicrometerContext {
    private MicrometerContext() {}

    /** Clearing what is missing also sees to it that what a job leaves behind in such a thread local does not outlive it. */
    static UnaryOperator<Runnable> operator() {
        ContextSnapshotFactory factory =
                ContextSnapshotFactory.builder().clearMissing(true).build();
        return job -> factory.captureAll().wrap(job);
    }
}
