package dev.millrace.pool.runtime.group;

import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A job that is a part of a whole, without options of its own. */
final class Forked<T> extends Task<T> {
    private final Whole whole;
    private final int position;
    /** Whether it is in a {@link Hand}. Written by its maker alone. */
    private final boolean held;
    /** The group that it has opened last and not closed. Written by the thread that runs it; read by who looks for work, to whom an old value does no harm. */
    private volatile @Nullable Group inner;

    Forked(Home home, Callable<T> job, Whole whole, int position) {
        super(home, job);
        this.whole = whole;
        this.position = position;
        this.held = false;
    }

    Forked(Home home, Runnable job, Whole whole, int position) {
        super(home, job);
        this.whole = whole;
        this.position = position;
        this.held = false;
    }

    /** One for a hand. */
    Forked(Home home, Object job, boolean isRunnable, long now, Whole whole, int position) {
        super(home, job, isRunnable, now);
        this.whole = whole;
        this.position = position;
        this.held = true;
    }

    boolean isHeld() {
        return held;
    }

    /** The help of the tree of groups of which it is a part, on a pool; null on another. */
    @Nullable Help help(FanHost host) {
        return whole instanceof Group group ? group.help(host) : null;
    }

    @Nullable Group inner() {
        return inner;
    }

    void setInner(@Nullable Group group) {
        inner = group;
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
        if (!held) {
            whole.began(this);
        }
    }
}
