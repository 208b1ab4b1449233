package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One of the turns that a fan-out may have at the same time. While it is taken, one job of the pool stands for it, in the queue or on a worker. */
public final class Place {
    private final int number;
    /** What that job runs. */
    final Runnable body;
    /** The caller's, if the user propagates contexts: the body is in it, and each input once more. */
    private final @Nullable InputContext context;
    /** The job that stands for it, once it is accepted. Written by who takes the place, and by its thread when it queues up again; read by who ends the turns or waits for them. */
    volatile @Nullable Task<Void> task;
    /** The thread of the turn under way, or of the last. Written by that thread at its begin. */
    private volatile String worker = "";
    /** The last job that was made for it. Written by who holds the place, before the job can be seen; read by the body of that job. */
    @Nullable Turn next;
    /** Guarded by the monitor of the turns. */
    boolean taken;
    /** Whether it waits for room in the pool, and is whose that finds it so. Guarded by the monitor of the turns. */
    boolean awaitsRoom;
    /** How often it has waited for room. Guarded by the monitor of the turns. */
    int waits;
    /** Takes it out of the line of those that wait for room; null before it is there. Guarded by the monitor of the turns. */
    @Nullable Runnable leave;

    Place(int number, Turns turns) {
        this.number = number;
        this.body = turns.host().inContext(() -> turns.take(this));
        this.context = turns.host().hasContext() ? new InputContext(turns.host()) : null;
    }

    /** Its number among the turns of the fan-out, from 0. */
    public int number() {
        return number;
    }

    /** Name of the thread whose turn it is, or was. */
    public String worker() {
        return worker;
    }

    /** Whether {@link #call} does more than to call. */
    public boolean hasContext() {
        return context != null;
    }

    /** Runs what an input is for, in the caller's context, and leaves nothing of it to the next one. By the thread whose turn it is. */
    public <T> T call(Callable<T> input) throws Exception {
        return context == null ? input.call() : context.call(input);
    }

    /** The body of its job has begun; false if the job has been completed, and the place given back, before. */
    boolean begins() {
        Turn turn = next;
        if (turn == null || !turn.tryClaim()) {
            return false;
        }
        worker = Thread.currentThread().getName();
        return true;
    }
}
