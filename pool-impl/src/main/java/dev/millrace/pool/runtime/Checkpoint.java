package dev.millrace.pool.runtime;

import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.stats.Refusal;
import dev.millrace.pool.runtime.worker.Quarantine;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Refuses jobs that are quarantined, and counts them rejected. One volatile read a submit while none is. Thread-safe. */
final class Checkpoint {
    private final Quarantine quarantine;
    private final Entrance entrance;

    Checkpoint(Quarantine quarantine, Entrance entrance) {
        this.quarantine = quarantine;
        this.entrance = entrance;
    }

    /** Throws if the job must not be accepted. */
    void check(Object job) {
        if (quarantine.isOn()) {
            throwIfCounted(refusal(job), 1);
        }
    }

    /** Throws if one of the jobs must not be accepted. */
    void checkAll(Object[] jobs) {
        if (quarantine.isOn()) {
            throwIfCounted(anyRefusal(jobs), jobs.length);
        }
    }

    /** Whether the job must not be accepted. */
    boolean refuses(Object job) {
        return quarantine.isOn() && isCounted(refusal(job), 1);
    }

    /** Whether one of the jobs must not be accepted. */
    boolean refusesAny(Object[] jobs) {
        return quarantine.isOn() && isCounted(anyRefusal(jobs), jobs.length);
    }

    private @Nullable RejectedExecutionException anyRefusal(Object[] jobs) {
        RejectedExecutionException refusal = null;
        for (int i = 0; refusal == null && i < jobs.length; i++) {
            refusal = refusal(jobs[i]);
        }
        return refusal;
    }

    private @Nullable RejectedExecutionException refusal(Object job) {
        return job instanceof Task<?> task
                ? quarantine.refusal(task.givenLabel(), task.job())
                : quarantine.refusal(null, job);
    }

    private void throwIfCounted(@Nullable RejectedExecutionException refusal, int jobs) {
        if (refusal != null && isCounted(refusal, jobs)) {
            throw refusal;
        }
    }

    private boolean isCounted(@Nullable RejectedExecutionException refusal, int jobs) {
        if (refusal != null) {
            entrance.refuse(Refusal.QUARANTINED, jobs);
        }
        return refusal != null;
    }
}
