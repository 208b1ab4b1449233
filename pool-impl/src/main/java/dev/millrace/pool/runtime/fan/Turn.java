package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.runtime.handle.BudgetTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** The job that stands for a place. Its body may never begin, though the job did: cancelled at that moment, quarantined by its label, or not let through by the user's context propagation. So body and completion claim the place, and the first has it. */
final class Turn extends BudgetTask<Void> {
    private final Turns turns;
    private final Place place;
    private final AtomicBoolean claimed = new AtomicBoolean();

    Turn(Turns turns, Place place, JobOptions options) {
        super(turns.host().home(), place.body, options, turns.host().alarm());
        this.turns = turns;
        this.place = place;
    }

    boolean tryClaim() {
        return claimed.compareAndSet(false, true);
    }

    @Override
    protected void completed(long now) {
        if (tryClaim()) {
            turns.neverBegan(place, outcome());
        }
    }
}
