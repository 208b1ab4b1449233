package dev.millrace.pool.runtime.admission;

import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.job.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * The exact bound: at most {@code capacity} jobs are accepted and not started, wherever they lie.
 *
 * <p>One word holds the count of accepted jobs, which never falls, and three flags above it. To come in is one CAS on that word: so the bound cannot be
 * overrun, nothing is accepted after the closed flag, and the count is frozen from then on.
 *
 * <p>Room is {@code capacity + departures - accepted}. Departures are spread over one cell a worker, so their sum is taken only when a cached <em>limit</em>
 * ({@code capacity + departures} of an earlier moment) is reached. A limit never becomes wrong, only low: departures do not fall. A flag makes the word
 * larger than any limit, so that the fast path is one comparison.
 *
 * <p>A refusal is true of a moment: the word is read first, the departures after. Were there fewer free places at the word's moment than asked for? Departures of a
 * later moment are at least those of the word's moment, so a sum that finds too little room now proves that there was too little then.
 *
 * <p>Counts are compared modulo 2^40, as departures come; they differ by at most the capacity and the jobs that start during one reading.
 */
public final class Admission {
    /** Answer: no room. */
    public static final long FULL = -1;
    /** Answer: closed. */
    public static final long CLOSED = -2;
    /** Answer: there may be room, but the pool sheds load. Not -3 and -4, which are answers of those who ask here. */
    public static final long SHED = -5;

    /** A few microseconds. */
    private static final int PAUSES = 256;

    private static final long CLOSED_FLAG = 1L << 62;
    private static final long WAITERS_FLAG = 1L << 61;
    private static final long SHED_FLAG = 1L << 60;
    private static final long COUNT = SHED_FLAG - 1;
    private static final int SHIFT = Long.SIZE - Chunk.STARTED_BITS;

    private final int capacity;
    private final Departures departures;
    private final PaddedLong word = new PaddedLong();
    private final PaddedLong limit = new PaddedLong();
    /** The flag again, where searching workers can watch it without taking the word's cache line from submitters. Set once, after the flag. */
    private volatile boolean closed;
    /** What is refused while the shed flag is in the word. Written by the watch before it sets the flag, and cleared after it has taken it off; read after the flag was seen, where null is a flag that is just being taken off. */
    private volatile @Nullable Shedding shedding;

    /** Admits up to {@code capacity} jobs more than depart. */
    public Admission(int capacity, Departures departures) {
        this.capacity = capacity;
        this.departures = departures;
        limit.set(capacity);
    }

    /** Admits {@code jobs} together or not at all: their position in the order of acceptance, or {@link #FULL}, {@link #CLOSED} or {@link #SHED}. */
    public long tryAdmit(int jobs) {
        return tryAdmit(jobs, Shedding.NORMAL);
    }

    /** The same for work that belongs to jobs that were accepted: never {@link #SHED}. */
    public long tryAdmitSpared(int jobs) {
        return tryAdmit(jobs, Shedding.SPARED);
    }

    /** The same for jobs of an importance; see {@link Shedding}. */
    public long tryAdmit(int jobs, int importance) {
        for (long w = word.get(); w + jobs <= limit.getPlain(); w = word.get()) {
            if (word.compareAndSet(w, w + jobs)) {
                return w;
            }
            giveWay();
        }
        return admit(jobs, importance, false);
    }

    /**
     * Two submitters that meet at the word take its cache line, and the job queue's, from each other for every single job. The loser stands back while the winner submits some more from its own cache: so together they get on about twice as fast.
     */
    private static void giveWay() {
        for (int i = 0; i < PAUSES; i++) {
            Thread.onSpinWait();
        }
    }

    /** As {@link #tryAdmit}, for those who wait in order: they do not wait behind themselves. Who waits already is not shed. */
    long admitWaiter(int jobs) {
        return admit(jobs, Shedding.SPARED, true);
    }

    private long admit(int jobs, int importance, boolean waiter) {
        while (true) {
            long w = word.get();
            if ((w & CLOSED_FLAG) != 0) {
                return CLOSED;
            }
            long accepted = w & COUNT;
            long depth = depth(accepted);
            if ((w & SHED_FLAG) != 0 && sheds(importance, depth)) {
                return SHED;
            }
            if ((w & WAITERS_FLAG) != 0 && !waiter) {
                return FULL;
            }
            long newLimit = capacity + accepted - depth;
            raise(newLimit);
            if (accepted + jobs > newLimit) {
                return FULL;
            }
            if (word.compareAndSet(w, w + jobs)) {
                return accepted;
            }
        }
    }

    private boolean sheds(int importance, long depth) {
        Shedding now = shedding;
        return now != null && now.refuses(importance, depth);
    }

    /** Refuses from here on what this says, or nothing; by one thread. While nothing is shed this costs submitters nothing: the flag takes them off the fast way, as the others do. */
    public void shed(@Nullable Shedding what) {
        if (what == null) {
            word.clearBits(SHED_FLAG);
            shedding = null;
        } else {
            shedding = what;
            word.setBits(SHED_FLAG);
        }
    }

    /** What is refused now, or null. */
    public @Nullable Shedding shedding() {
        return shedding;
    }

    /** Racing writers may leave the lower of two limits; it costs another sum, nothing else. */
    private void raise(long newLimit) {
        if (newLimit > limit.getPlain()) {
            limit.setRelease(newLimit);
        }
    }

    /** Makes all others see {@link #FULL} while somebody waits. */
    void setWaiters(boolean waiting) {
        if (waiting) {
            word.setBits(WAITERS_FLAG);
        } else {
            word.clearBits(WAITERS_FLAG);
        }
    }

    /** Admits nobody from here on. */
    public void close() {
        word.setBits(CLOSED_FLAG);
        closed = true;
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** Closed, and every accepted job has left. */
    public boolean isDrained() {
        return closed && depth(accepted()) <= 0;
    }

    /** How many jobs were ever accepted. */
    public long accepted() {
        return word.get() & COUNT;
    }

    /** How many jobs are accepted and have not left: never more than the capacity. */
    public int depth() {
        return (int) Math.max(0, depth(accepted()));
    }

    /** The most that {@link #depth} can be. */
    public int capacity() {
        return capacity;
    }

    /** Negative when jobs accepted after the word was read have left already. */
    private long depth(long accepted) {
        return ((accepted - departures.sum()) << SHIFT) >> SHIFT;
    }
}
