package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A job that a {@link HandlerPool} does not run any more: it has killed so many handlers ({@link WorkerPoolBuilder#quarantineAfter}), or the pool stopped before it could be tried again.
 *
 * @param <J> what the pool's jobs are
 * @param job the job
 * @param reason why it is not run any more
 * @param attempts how often it was tried
 * @param causes what killed its handlers, oldest first; of many the last 16
 * @param firstFailed when it killed the first one, or when it was given up if it was never tried
 * @param lastFailed when it was given up
 */
public record DeadLetter<J>(
        J job, Reason reason, int attempts, List<Throwable> causes, Instant firstFailed, Instant lastFailed) {

    /** Copies the list. */
    public DeadLetter {
        requireNonNull(job, "job");
        requireNonNull(reason, "reason");
        causes = List.copyOf(causes);
        requireNonNull(firstFailed, "firstFailed");
        requireNonNull(lastFailed, "lastFailed");
    }

    /** Why a job is a dead letter. */
    public enum Reason {
        /** It has killed as many handlers as a job may. */
        POISON,
        /** It was started, and the pool stopped before a handler could be had for it, or had for it again. */
        STOPPED
    }

    /** Neither the job nor the causes are asked for their text: that is the user's. */
    @Override
    public String toString() {
        return reason + ": a " + job.getClass().getName() + " after " + attempts
                + (attempts == 1 ? " attempt" : " attempts")
                + (causes.isEmpty()
                        ? ""
                        : ", the last ended by "
                                + causes.get(causes.size() - 1).getClass().getName()) + " at " + lastFailed;
    }
}
