package dev.millrace.cli.soak;

import dev.millrace.pool.DeadLetterException;
import dev.millrace.pool.Outcome;

/** What an outcome says about whether the job has run. */
final class Outcomes {
    private Outcomes() {}

    static Fate fate(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Value) {
            return Fate.RAN;
        }
        if (outcome instanceof Outcome.Failed<?> failed) {
            return isOfHandler(failed.cause()) ? Fate.EITHER : Fate.RAN;
        }
        if (outcome instanceof Outcome.TimedOut
                || outcome instanceof Outcome.Cancelled<?> cancelled
                        && cancelled.trace().worker() != null) {
            return Fate.EITHER; // begun; its body may have come first
        }
        return Fate.UNRUN;
    }

    /** A handler that could not be opened, or died, failed the job: whether that had begun is not told. Submitters that run a job themselves try it once. */
    private static boolean isOfHandler(Throwable cause) {
        return cause instanceof DeadLetterException
                || cause instanceof HandlerDeath
                || cause instanceof IllegalStateException
                        && String.valueOf(cause.getMessage()).contains("no handler could be opened");
    }
}
