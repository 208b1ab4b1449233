package dev.millrace.pool.runtime.handle;

import java.util.concurrent.Callable;

/** A {@link Callable} that comes back unrun, as something that can be run; its value is dropped. */
record CallableJob(Callable<?> job) implements Runnable {

    /** The callable as it was submitted. */
    static CallableJob of(Callable<?> job) {
        return new CallableJob(job instanceof ContextCall<?> call ? call.submitted() : job);
    }

    @Override
    public void run() {
        try {
            job.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the job threw a checked exception", e);
        }
    }
}
