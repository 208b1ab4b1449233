package dev.millrace.pool.runtime.group;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.handle.BudgetTask;
import dev.millrace.pool.runtime.handle.Home;
import java.util.concurrent.Callable;

/** A job that is a part of a whole, with budgets, a priority or a label. */
final class BudgetForked<T> extends BudgetTask<T> {
    private final Whole whole;
    private final int position;

    BudgetForked(Home home, Callable<T> job, JobOptions options, Alarm alarm, Whole whole, int position) {
        super(home, job, options, alarm);
        this.whole = whole;
        this.position = position;
    }

    BudgetForked(Home home, Runnable job, JobOptions options, Alarm alarm, Whole whole, int position) {
        super(home, job, options, alarm);
        this.whole = whole;
        this.position = position;
    }

    @Override
    protected void completed(long now) {
        whole.ended(this, position, now);
    }

    @Override
    protected void cameBack() {
        whole.cameBack(this);
    }

    @Override
    protected void begunOutside() {
        whole.began(this);
    }
}
