package dev.millrace.pool.runtime.lane;

import dev.millrace.pool.runtime.job.Queues;
import org.jctools.queues.MessagePassingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One worker's queue: single producer, single consumer, each side guarded by its claim. Inside a claim: no job, no allocation, no call-out. A lane is
 * closed by taking its producer claim for good, drained under its lease, and then forgotten; it is never resized.
 */
public final class Lane {
    private final MessagePassingQueue<Object> queue;
    private final int capacity;
    private final Claim producer = new Claim();
    private final Claim lease = new Claim();

    /** A lane of at least {@code capacity} elements. */
    public Lane(int capacity) {
        queue = Queues.spsc(capacity);
        this.capacity = queue.capacity();
    }

    /** The right to {@link #put}. */
    public Claim producer() {
        return producer;
    }

    /** The right to {@link #poll}. */
    public Claim lease() {
        return lease;
    }

    /**
     * Puts an element in, under the producer claim and after {@link #room} was seen by the holder: room does not shrink under its hands, so this cannot
     * fail.
     */
    public void put(Object element) {
        if (!queue.relaxedOffer(element)) {
            throw new IllegalStateException("a lane with room refused an element");
        }
    }

    /** The oldest element or null, under the lease. */
    public @Nullable Object poll() {
        return queue.relaxedPoll();
    }

    /** The oldest element, which stays, or null; under the lease. */
    public @Nullable Object peek() {
        return queue.relaxedPeek();
    }

    /** How many elements it holds at most. */
    public int capacity() {
        return capacity;
    }

    /** About how many elements fit in; exact for the holder of the producer claim, but that room may grow. */
    public int room() {
        return capacity - queue.size();
    }

    /** About how many elements there are. */
    public int size() {
        return queue.size();
    }

    /** Decided by the indices. */
    public boolean isEmpty() {
        return queue.isEmpty();
    }
}
