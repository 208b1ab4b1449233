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
 * <p>{@code overflowing} is written under the lock. A producer's element is in it before the volatile write; that write stands for the producer-index CAS of the ring in {@code Idle}'s proof. Elements move from the overflow into the
 * ring and never back, and the count is lowered after the move: so who reads the count first and the ring's indices second misses none that moves meanwhile.
 *
 * <p>A <em>guarded</em> band has its consumers take the lock, too. {@link #takeOldest} needs that: it looks at the head and takes it, or of a batch its first job and leaves the rest where it is, and between the two nobody else may
 * have taken the head.
 *
 * <p>What must not be dropped is <em>passed over</em>: it moves from the head into a row before the ring, from which consumers take first. So it keeps its turn, however often others are dropped from behind it. Elements move from the overflow over the ring into that
 * row, never back, and are counted where they come before they leave where they were: who asks for emptiness reads the three in this order.
 */
final class Band {
    private static final int MAX_RING = 1 << 30;
    private static final int LEAST_PURGE = 64;

    private final MpmcVarHandleArrayQueue<Object> ring;
    private final ArrayDeque<Object> overflow = new ArrayDeque<>(0);
    private final int purgeAt;
    private volatile int overflowing;
    /** Whether there can be ghosts. Set before the first job with an arbiter is put: who takes one out sees it set. */
    private volatile boolean ghosts;

    private final boolean guarded;
    /** What {@link #takeOldest} has passed over, and what was put to the front. Under the overflow's lock. */
    private final ArrayDeque<Object> passed = new ArrayDeque<>(0);
    /** Its size. Written under the lock, read by who asks for emptiness. */
    private volatile int passedOver;

    /**
     * A band for at most {@code capacity} admitted jobs.
     *
     * @param guarded whether {@link #takeOldest} will be used
     */
    Band(int capacity, boolean guarded) {
        this.guarded = guarded;
        ring = Queues.mpmc(slotsFor(capacity));
        purgeAt = Math.max(LEAST_PURGE, (int) Math.min(MAX_RING, 2L * capacity));
    }

    /** How many slots a ring for so many jobs asks for; it has the next power of two. */
    static int slotsFor(int capacity) {
        return (int) Math.min(MAX_RING, Math.max(2L, 2L * capacity));
    }

    /** Before the first job with an arbiter is put. */
    void expectGhosts() {
        ghosts = true;
    }

    /** Whether {@link #expectGhosts} was called. */
    boolean hasGhosts() {
        return ghosts;
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
                overflow.removeIf(Band::isSpent);
            }
            overflow.add(element);
            overflowing = overflow.size();
        }
    }

    /** The oldest element that can be had at once, ghosts left out. Null does not mean empty: the next one may be half-way in. */
    @Nullable Object poll() {
        if (!guarded) {
            return next();
        }
        synchronized (overflow) {
            Object first = passed.poll();
            while (first != null && isGhost(first)) {
                first = passed.poll();
            }
            passedOver = passed.size();
            return first == null ? next() : first;
        }
    }

    private @Nullable Object next() {
        Object element = ghosts || overflowing != 0 ? null : ring.relaxedPoll();
        if (element != null) {
            return element;
        }
        do {
            element = ring.relaxedPoll();
            if (element == null && overflowing != 0 && ring.isEmpty()) {
                element = refill();
            }
        } while (element != null && isGhost(element));
        return element;
    }

    /** Takes the oldest of the overflow and moves what fits into the ring. */
    private @Nullable Object refill() {
        synchronized (overflow) {
            if (!ring.isEmpty()) {
                return ring.relaxedPoll();
            }
            Object first = overflow.poll();
            for (Object next = overflow.peek(); next != null; next = overflow.peek()) {
                if (!isSpent(next) && !ring.relaxedOffer(next)) {
                    break;
                }
                overflow.remove();
            }
            overflowing = overflow.size();
            return first;
        }
    }

    /** Takes the oldest job, of a batch its first, for another purpose than to run it; null if none can be had. For a guarded band only. */
    @Nullable Object takeOldest() {
        synchronized (overflow) {
            while (true) {
                boolean inRing = !ring.isEmpty();
                Object head = inRing ? ring.relaxedPeek() : overflow.peek();
                if (head == null) {
                    return null;
                }
                if (head instanceof Arbitrated element && !element.isDroppable() && !element.isGhost()) {
                    passOver(head);
                    removeHead(inRing);
                    continue;
                }
                Object job = head instanceof Batch batch ? batch.takeOldest() : head;
                if (job == null || job == head) {
                    removeHead(inRing);
                }
                if (job != null && !isGhost(job)) {
                    return job;
                }
            }
        }
    }

    /** Puts an element before all others that was taken and must not be dropped. For a guarded band only. */
    void putFirst(Object element) {
        synchronized (overflow) {
            passOver(element);
        }
    }

    /** Ghosts are left out, or they would gather here while a worker hangs. */
    private void passOver(Object element) {
        if (passed.size() >= purgeAt) {
            passed.removeIf(Band::isSpent);
        }
        passed.add(element);
        passedOver = passed.size();
    }

    private void removeHead(boolean inRing) {
        if (inRing) {
            ring.relaxedPoll();
        } else {
            overflow.remove();
            overflowing = overflow.size();
        }
    }

    private static boolean isGhost(Object element) {
        return element instanceof Arbitrated job && job.isGhost();
    }

    /** Whether an element is nothing but a place. */
    private static boolean isSpent(Object element) {
        return element instanceof Arbitrated job ? job.isSpent() : element instanceof Batch batch && batch.isSpent();
    }

    /** Decided by count, indices and count, in this order: false from the moment at which a producer has claimed its slot. */
    boolean isEmpty() {
        return overflowing == 0 && ring.isEmpty() && passedOver == 0;
    }

    /** About how many elements there are; never 0 while there is one that stays. */
    int size() {
        return overflowing + ring.size() + passedOver;
    }

    int slots() {
        return ring.capacity();
    }
}
