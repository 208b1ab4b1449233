package dev.millrace.pool.runtime.job;

import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * The one place that knows which queues carry the pool: JCTools' VarHandle variants, which need no {@code sun.misc.Unsafe} and so neither warn nor
 * fail on newer JDKs.
 */
public final class Queues {
    private Queues() {}

    /** A queue for many producers and many consumers of at least {@code capacity} elements. */
    static MpmcVarHandleArrayQueue<Object> mpmc(int capacity) {
        return new MpmcVarHandleArrayQueue<>(capacity);
    }

    /** A queue for one producer and one consumer at a time; its capacity is rounded up to a power of two. */
    public static MessagePassingQueue<Object> spsc(int capacity) {
        return new SpscVarHandleArrayQueue<>(capacity);
    }
}
