package dev.millrace.pool.runtime.job;

import dev.millrace.pool.Priority;
import dev.millrace.pool.PriorityShares;
import org.jspecify.annotations.Nullable;

/**
 * The shared queue, the only way in from outside. Its elements are the users' {@link Runnable}s, {@link Stamped} ones, {@link Arbitrated} ones (handles, and strands, which are queues of jobs themselves) and {@link Batch}es. The bound is kept before it, by admission, over all bands.
 *
 * <p>Jobs of normal priority have a band of their own; the two others are made when first a job asks for one, and until then cost a comparison.
 */
public final class JobQueue {
    /** A reference and a sequence number. */
    private static final long BYTES_A_SLOT = 12;

    private final int capacity;
    private final PriorityShares shares;
    private final boolean guarded;
    private final Band normal;
    /** Null until a job has another priority than normal. Set once, under the monitor, then read by all. */
    private volatile @Nullable Bands bands;

    /** A queue for at most {@code capacity} admitted jobs, from which none is dropped. */
    public JobQueue(int capacity, PriorityShares shares) {
        this(capacity, shares, false);
    }

    /**
     * A queue for at most {@code capacity} admitted jobs.
     *
     * @param dropping whether {@link #takeOldest} will be used, which costs those who poll a lock
     */
    public JobQueue(int capacity, PriorityShares shares, boolean dropping) {
        this.capacity = capacity;
        this.shares = shares;
        this.guarded = dropping;
        this.normal = band(capacity, dropping);
    }

    /** The ring is reserved here: a bound that is too large for the heap is told as that, and not as whatever came next. */
    private static Band band(int capacity, boolean dropping) {
        try {
            return new Band(capacity, dropping);
        } catch (OutOfMemoryError tooLarge) {
            long megabytes = (Band.slotsFor(capacity) * BYTES_A_SLOT) >> 20;
            OutOfMemoryError told = new OutOfMemoryError(
                    "queueCapacity (" + capacity + ") needs about " + megabytes + " MB of heap for its ring");
            told.initCause(tooLarge);
            throw told;
        }
    }

    /** Puts an admitted element in; always succeeds. */
    public void put(Object element) {
        normal.put(element);
    }

    /** Before a job with an arbiter is put; from then on {@link #isMixed}. The bands of other priorities hold nothing else, and expect ghosts from the beginning. */
    public void expectArbitrated() {
        if (!normal.hasGhosts()) {
            normal.expectGhosts();
        }
    }

    /** Whether there can be jobs with an arbiter. Who took one out of here, or out of wherever it went from here, sees it. */
    public boolean isMixed() {
        return normal.hasGhosts();
    }

    /** Puts an admitted element into the band of its priority; always succeeds. */
    public void put(Object element, Priority priority) {
        if (priority == Priority.NORMAL) {
            normal.put(element);
        } else {
            bands().band(priority).put(element);
        }
    }

    /** Puts an element in again that was taken out and not used, into the band of its priority, behind all others; always succeeds. */
    public void putBack(Object element) {
        put(element, element instanceof Arbitrated job ? job.priority() : Priority.NORMAL);
    }

    /** Puts an element in again that was taken out and must not be dropped, before all others of normal priority. For a queue that was made for dropping. */
    public void putFirst(Object element) {
        normal.putFirst(element);
    }

    /** May run out of memory, the first time: so it is called before a job is admitted. */
    public void prepare(Priority priority) {
        if (priority != Priority.NORMAL) {
            bands();
        }
    }

    private Bands bands() {
        Bands made = bands;
        return made != null ? made : makeBands();
    }

    private synchronized Bands makeBands() {
        Bands made = bands;
        if (made == null) {
            made = new Bands(capacity, normal, shares, guarded);
            bands = made;
        }
        return made;
    }

    /** The next element that can be had at once, ghosts left out. Null does not mean empty: the next one may be half-way in. */
    public @Nullable Object poll() {
        Bands several = bands;
        return several == null ? normal.poll() : several.poll();
    }

    /** Takes the oldest job of the lowest band that has one, of a batch its first, for another purpose than to run it; null if none can be had. For a queue that was made for it. */
    public @Nullable Object takeOldest() {
        Bands several = bands;
        return several == null ? normal.takeOldest() : several.takeOldest();
    }

    /** Decided by the indices: false from the moment at which a producer has claimed its slot. */
    public boolean isEmpty() {
        Bands several = bands;
        return normal.isEmpty() && (several == null || several.othersAreEmpty());
    }

    /** About how many elements there are, ghosts included. */
    public int size() {
        Bands several = bands;
        return normal.size() + (several == null ? 0 : several.othersSize());
    }

    /** How many slots a ring has. */
    public int slots() {
        return normal.slots();
    }
}
