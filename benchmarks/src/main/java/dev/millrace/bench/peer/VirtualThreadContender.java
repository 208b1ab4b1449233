package dev.millrace.bench.peer;

import dev.millrace.bench.Contender;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread a job, or a batch, on the carriers that the JVM was started with; started by the factory itself, which is
 * cheaper than by the executor that keeps a set of them.
 */
final class VirtualThreadContender implements Contender {
    private final ThreadFactory threads = VirtualThreads.factory();
    private final @Nullable Credits credits;

    /** @param credits null where any number may be alive */
    VirtualThreadContender(@Nullable Credits credits) {
        this.credits = credits;
    }

    @Override
    public void awaitRoom(int jobs) {
        if (credits != null) {
            credits.take(jobs);
        }
    }

    @Override
    public void execute(Runnable job) {
        threads.newThread(job).start();
    }

    @Override
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            threads.newThread(job).start();
        }
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        execute(new Loop(jobs));
    }

    @Override
    public void close() {
        // Each thread ends with its job.
    }
}
