package dev.millrace.pool.runtime.handle;

import java.util.concurrent.Callable;

/** A task that has its turn among others. */
public final class KeyedTask<T> extends Task<T> {
    private final Sequence sequence;

    /** A job that gives a value. */
    public KeyedTask(Home home, Callable<T> job, Sequence sequence) {
        super(home, job);
        this.sequence = sequence;
    }

    /** A job that gives none. */
    public KeyedTask(Home home, Runnable job, Sequence sequence) {
        super(home, job);
        this.sequence = sequence;
    }

    @Override
    Sequence sequence() {
        return sequence;
    }
}
