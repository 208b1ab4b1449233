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
            return failed.cause() instanceof DeadLetterException ? Fate.EITHER : Fate.RAN;
        }
        if (outcome instanceof Outcome.TimedOut
                || outcome instanceof Outcome.Cancelled<?> cancelled
                        && cancelled.trace().worker() != null) {
            return Fate.EITHER; // begun; its body may have come first
        }
        return Fate.UNRUN;
    }
}
