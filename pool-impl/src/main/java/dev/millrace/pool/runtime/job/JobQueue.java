package dev.millrace.pool.runtime.job;

import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The shared queue, the only way in from outside. Its elements are the users' {@link Runnable}s, {@link Stamped} ones and {@link Batch}es. The bound is
 * kept before it, by admission; the ring is twice as large, so that an offer never waits for a consumer that was preempted between claiming a slot and
 * freeing it, unless a whole lap passes meanwhile.
 */
public final class JobQueue {
    private static final int MAX_RING = 1 << 30;
    private static final int PATIENT_TRIES = 64;

    private final MpmcVarHandleArrayQueue<Object> ring;

    /** A queue for at most {@code capacity} admitted jobs. */
    public JobQueue(int capacity) {
        ring = Queues.mpmc((int) Math.min(MAX_RING, Math.max(2L, 2L * capacity)));
    }

    /** Puts an admitted element in; always succeeds. */
    @SuppressWarnings("ThreadPriorityCheck")
    public void put(Object element) {
        for (int tries = 1; !ring.relaxedOffer(element); tries++) {
            if (tries % PATIENT_TRIES == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** The oldest element that can be had at once. Null does not mean empty: the next one may be half-way in. */
    public @Nullable Object poll() {
        return ring.relaxedPoll();
    }

    /** Decided by the indices: false from the moment at which a producer has claimed its slot. */
    public boolean isEmpty() {
        return ring.isEmpty();
    }

    /** How many slots the ring has. */
    public int slots() {
        return ring.capacity();
    }

    /** About how many elements there are. */
    public int size() {
        return ring.size();
    }
}
