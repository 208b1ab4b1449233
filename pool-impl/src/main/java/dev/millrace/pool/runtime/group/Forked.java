package dev.millrace.pool.runtime.group;

import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.Callable;

/** A job that is a part of a whole, without options of its own. */
final class Forked<T> extends Task<T> {
    private final Whole whole;
    private final int position;

    Forked(Home home, Callable<T> job, Whole whole, int position) {
        super(home, job);
        this.whole = whole;
        this.position = position;
    }

    Forked(Home home, Runnable job, Whole whole, int position) {
        super(home, job);
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
