package dev.millrace.pool.runtime.job;

import java.util.ArrayDeque;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One queue of many producers and many consumers that never refuses an admitted element: a lock-free ring of twice the capacity, and behind it, for what does not fit, an <em>overflow</em> under a lock.
 *
 * <p>The ring can be full although few jobs wait: a job that was cancelled, or run in place by who waits for it, has left the bound, but its element has not left the ring (a ghost). With {@code workers(1)} the only one who could
 * remove it may be the very submitter. In the overflow ghosts can be removed, so neither part grows beyond twice the capacity.
 *
 * <p>Order: while there is overflow, all put there; consumers take from it only when the ring is empty by its indices, and then move all of it into the ring. A producer that saw no overflow just before there was some is
 * concurrent with the one that made it, so no order is lost.
 *
 * <p>{@code overflowing} is written under the lock. A producer's element is in it before the volatile write; that write stands for the producer-index CAS of the ring in {@code Idle}'s proof.
 */
final class Band {
    private static final int MAX_RING = 1 << 30;
    private static final int LEAST_PURGE = 64;

    private final MpmcVarHandleArrayQueue<Object> ring;
    private final ArrayDeque<Object> overflow = new ArrayDeque<>(0);
    private final int purgeAt;
    private volatile int overflowing;
    /** A batch that was taken out for its first job alone; older than all else. Written by {@link #takeOldest}, under the lock; taken by any consumer. */
    private volatile @Nullable Batch front;

    /** A band for at most {@code capacity} admitted jobs. */
    Band(int capacity) {
        ring = Queues.mpmc((int) Math.min(MAX_RING, Math.max(2L, 2L * capacity)));
        purgeAt = Math.max(LEAST_PURGE, (int) Math.min(MAX_RING, 2L * capacity));
    }

    /** Puts an admitted element in; always succeeds. */
    void put(Object element) {
        if (overflowing != 0 || !ring.relaxedOffer(element)) {
            putBehind(element);
        }
    }

    private void putBehind(Object element) {
        synchronized (overflow) {
            if (overflowing == 0 && ring.relaxedOffer(element)) {
                return;
            }
            if (overflow.size() >= purgeAt) {
                overflow.removeIf(Band::isGhost);
            }
            overflow.add(element);
            overflowing = overflow.size();
        }
    }

    /** The oldest element that can be had at once, ghosts left out. Null does not mean empty: the next one may be half-way in. */
    @Nullable Object poll() {
        Object element;
        do {
            element = front == null ? ring.relaxedPoll() : takeFront();
            if (element == null && overflowing != 0 && ring.isEmpty()) {
                element = refill();
            }
        } while (element != null && isGhost(element));
        return element;
    }

    private @Nullable Object takeFront() {
        synchronized (overflow) {
            Batch first = front;
            front = null;
            return first == null ? ring.relaxedPoll() : first;
        }
    }

    /** Takes the oldest of the overflow and moves what fits into the ring. */
    private @Nullable Object refill() {
        synchronized (overflow) {
            if (!ring.isEmpty()) {
                return ring.relaxedPoll();
            }
            Object first = overflow.poll();
            for (Object next = overflow.peek(); next != null; next = overflow.peek()) {
                if (!isGhost(next) && !ring.relaxedOffer(next)) {
                    break;
                }
                overflow.remove();
            }
            overflowing = overflow.size();
            return first;
        }
    }

    /** Takes the oldest job, of a batch its first, for another purpose than to run it; null if none can be had. */
    @Nullable Object takeOldest() {
        synchronized (overflow) {
            while (true) {
                Object job = front != null ? front.takeOldest() : fromBatchAt(ring.relaxedPeek());
                if (job == null) {
                    job = firstOf(poll());
                }
                if (job == null || !isGhost(job)) {
                    return job;
                }
            }
        }
    }

    private static @Nullable Object fromBatchAt(@Nullable Object head) {
        return head instanceof Batch batch ? batch.takeOldest() : null;
    }

    /** The peeked element may be gone and another polled in its place: what is left of a batch goes back to the front. */
    private @Nullable Object firstOf(@Nullable Object polled) {
        Object element = polled;
        while (element instanceof Batch batch) {
            Object job = batch.takeOldest();
            if (batch.size() > 0) {
                front = batch;
            }
            if (job != null) {
                return job;
            }
            element = poll();
        }
        return element;
    }

    /** A batch of ghosts alone is one, too. */
    private static boolean isGhost(Object element) {
        return element instanceof Arbitrated job ? job.isGhost() : element instanceof Batch batch && batch.isGhost();
    }

    /** Decided by the indices: false from the moment at which a producer has claimed its slot. Elements move from the overflow into the ring: read in the other order, they would be in neither. */
    boolean isEmpty() {
        return overflowing == 0 && ring.isEmpty() && front == null;
    }

    /** About how many elements there are; not 0 while there is one. */
    int size() {
        int behind = overflowing;
        return behind + ring.size() + (front == null ? 0 : 1);
    }

    int slots() {
        return ring.capacity();
    }
}
