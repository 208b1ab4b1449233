package dev.millrace.bench.limit;

import dev.millrace.bench.Contender;

/** No pool at all: the producer runs the jobs. */
public final class CallerRuns implements Contender {
    /** It has no state. */
    public CallerRuns() {}

    @Override
    public void execute(Runnable job) {
        job.run();
    }

    @Override
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            job.run();
        }
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        for (Runnable job : jobs) {
            job.run();
        }
    }

    @Override
    public void close() {
        // It has no threads.
    }
}
