package dev.millrace.pool.runtime.job;

import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a worker took for itself and has not started; others can still reach them, so that nothing waits behind a job that hangs.
 *
 * <p>One word, {@code started:40 | stolen:18 | size:6}, decides who gets a job. Both counters only grow (and wrap), so the word does not come back to a value while a thief is looking, short of 2^18 thefts or ghosts without one start.
 * Their sum is the position of the oldest job. The jobs lie in a ring of the chunk's own, or, taken from a {@link Batch}, in a part of the batch's array, which is not copied.
 *
 * <ul>
 *   <li>The owner claims one job by one CAS ({@code started + 1, size - 1}). That step is at once the moment at which the job has left the bound (admission sums
 *       {@code started}) and the fence before the owner looks for blocked producers. Only then does it null the slot.
 *   <li>A job with an arbiter of its own ({@link Arbitrated}) may have left the bound already when it is claimed. So the owner takes it as a thief would ({@code stolen + 1}), tries to win it, and only then moves the count over
 *       ({@code started + 1, stolen - 1}): the sum, which is the position, stays.
 *   <li>A strand is one element with any number of jobs in it. It is claimed as a job with an arbiter is, and each of its jobs that starts is counted by the same step ({@code started + 1, stolen - 1}). The sum stays, so the other jobs keep their places; {@code
 *       started} grows with each, so the word does not repeat. {@code stolen} then falls, so the owner corrects by the same what it remembers of it, to see later what thieves took.
 *   <li>The owner refills at size 0 only: no thief may move the word then. It writes the slots, or the three fields that say where the borrowed ones lie, and then releases the word; thieves acquire it. What a thief reads of
 *       them may belong to a later refill, even to two of them; but before each refill the word has moved on.
 *   <li>A thief copies the jobs first, then moves the word by CAS ({@code stolen + m, size - m}). Success proves that the word has not changed, so that the owner has neither claimed nor refilled, and the copies are the
 *       jobs. Failure throws the copies away. A thief never writes a slot, so what it stole is nulled by the owner, when it next comes for work: a hanging job can keep up to 31 stolen ones from being collected, until it
 *       ends.
 * </ul>
 *
 * The word outlives its worker: the next one in the slot goes on with it, so {@code started} never falls and needs no summing up when a worker retires.
 */
public final class Chunk {
    /** How many jobs a chunk can hold. */
    public static final int CAPACITY = 32;
    /** {@link #started} is counted modulo 2^40. */
    public static final int STARTED_BITS = 40;

    private static final int STARTED_SHIFT = 24;
    private static final long STARTED_ONE = 1L << STARTED_SHIFT;
    private static final int STOLEN_SHIFT = 6;
    private static final long STOLEN_ONE = 1L << STOLEN_SHIFT;
    private static final int POSITION_MASK = (1 << (STARTED_SHIFT - STOLEN_SHIFT)) - 1;
    private static final long STOLEN_MASK = (long) POSITION_MASK << STOLEN_SHIFT;
    private static final long SIZE_MASK = (1L << STOLEN_SHIFT) - 1;
    private static final int MARGIN = 16;

    private final PaddedLong word = new PaddedLong();
    /** Jobs of the refill under way; the owner's alone, but on a line of its own: neighbours read the fields beside it. */
    private final PaddedLong filling = new PaddedLong();

    private final @Nullable Object[] ring = new Object[MARGIN + CAPACITY + MARGIN];
    /** Where the jobs lie. Written by the owner before it releases the word. */
    private @Nullable Object[] array = ring;
    /** Position of the first job in an array that is not the ring. Written like {@code array}. */
    private int origin;
    /** Index of that job. Written like {@code array}. */
    private int borrowedFrom;

    private int borrowedTo;
    private long stolenBefore;

    /** An empty chunk. */
    public Chunk() {}

    /** A chunk whose counters stand where a test wants them. */
    Chunk(long started, int stolen) {
        word.set(started * STARTED_ONE | (((long) stolen << STOLEN_SHIFT) & STOLEN_MASK));
    }

    // ---- by its owner

    /** Claims the oldest job; it counts as started from here on, an {@link Arbitrated} one only when it {@link #settle}s. */
    public @Nullable Object claim() {
        for (long w = word.getPlain(); (w & SIZE_MASK) != 0; w = word.get()) {
            @Nullable Object[] jobs = array;
            int i = index(jobs, w, 0);
            Object job = jobs[i];
            Probe.at(Point.CHUNK_READ);
            if (word.compareAndSet(w, job instanceof Arbitrated ? without(w, 1) : w + STARTED_ONE - 1)) {
                jobs[i] = null;
                return job;
            }
        }
        return null;
    }

    /** The same where no job is {@link Arbitrated}. */
    public @Nullable Object claimPlain() {
        for (long w = word.getPlain(); (w & SIZE_MASK) != 0; w = word.get()) {
            @Nullable Object[] jobs = array;
            int i = index(jobs, w, 0);
            Object job = jobs[i];
            Probe.at(Point.CHUNK_READ);
            if (word.compareAndSet(w, w + STARTED_ONE - 1)) {
                jobs[i] = null;
                return job;
            }
        }
        return null;
    }

    /** The {@link Arbitrated} job that was claimed last was won, and counts as started. */
    public void settle() {
        for (long w = word.getPlain(); ; w = word.get()) {
            long notStolen = (w & ~STOLEN_MASK) | ((w - STOLEN_ONE) & STOLEN_MASK);
            if (word.compareAndSet(w, notStolen + STARTED_ONE)) {
                return;
            }
        }
    }

    /** The strand that was claimed last begins its turn. It was no job: its claim counts for nothing. */
    public void beginTurn() {
        stolenBefore = (stolenBefore + STOLEN_ONE) & STOLEN_MASK;
    }

    /** A job of that strand starts. */
    public void startOfTurn() {
        settle();
        stolenBefore = (stolenBefore - STOLEN_ONE) & STOLEN_MASK;
    }

    /** Adds a job to the refill under way. Only while the chunk is empty, at most {@link #CAPACITY} times. */
    public void add(@Nullable Object job) {
        int count = filling();
        if (count == 0) {
            array = ring;
        }
        ring[index(ring, word.getPlain(), count)] = job;
        filling.setPlain(count + 1L);
    }

    /** How many jobs the refill under way has. */
    public int filling() {
        return (int) filling.getPlain();
    }

    /** Ends the refill: what was added can be claimed and stolen. */
    public void publish() {
        int count = filling();
        if (count > 0) {
            filling.setPlain(0);
            word.setRelease(word.getPlain() + count);
        }
    }

    /** A refill at once with a part of an array, which nobody else reads or writes from here on. At most {@link #CAPACITY} jobs. */
    void borrow(@Nullable Object[] jobs, int from, int count) {
        long w = word.getPlain();
        array = jobs;
        origin = position(w);
        borrowedFrom = from;
        borrowedTo = from + count;
        word.setRelease(w + count);
    }

    /** Ends the refill without its jobs. */
    private void discard() {
        for (int i = filling() - 1; i >= 0; i--) {
            ring[index(ring, word.getPlain(), i)] = null;
        }
        filling.setPlain(0);
    }

    /** Nulls what thieves took since the last call. Only while the chunk is empty. */
    public void forgetStolen() {
        long stolen = word.getPlain() & STOLEN_MASK;
        if (stolen != stolenBefore) {
            stolenBefore = stolen;
            Arrays.fill(ring, null);
            if (array != ring) {
                Arrays.fill(array, borrowedFrom, borrowedTo, null);
            }
        }
        if (array != ring) {
            array = ring;
        }
    }

    // ---- by anybody

    /** How many jobs can be claimed or stolen. */
    public int size() {
        return (int) (word.get() & SIZE_MASK);
    }

    /** How many jobs were ever claimed by owners, modulo 2^{@value #STARTED_BITS}. */
    public long started() {
        return word.get() >>> STARTED_SHIFT;
    }

    /** Moves half of the jobs (rounded up) into the thief's empty chunk; 0 if there are none or somebody was faster. */
    public int stealHalf(Chunk thief) {
        long w = word.get();
        int count = ((int) (w & SIZE_MASK) + 1) / 2;
        if (count == 0 || !copy(w, count, thief::add) || !word.compareAndSet(w, without(w, count))) {
            thief.discard();
            return 0;
        }
        thief.publish();
        return count;
    }

    /** Takes the oldest job for another purpose than to run it; null if there is none. */
    public @Nullable Object takeOldest() {
        for (long w = word.get(); (w & SIZE_MASK) != 0; w = word.get()) {
            List<@Nullable Object> job = new ArrayList<>(1);
            if (copy(w, 1, job::add) && word.compareAndSet(w, without(w, 1))) {
                return job.get(0);
            }
        }
        return null;
    }

    /** Takes all jobs for another purpose than to run them. */
    public void drain(Consumer<Object> taker) {
        for (long w = word.get(); (w & SIZE_MASK) != 0; w = word.get()) {
            int count = (int) (w & SIZE_MASK);
            List<@Nullable Object> jobs = new ArrayList<>(count);
            if (copy(w, count, jobs::add) && word.compareAndSet(w, without(w, count))) {
                jobs.forEach(job -> taker.accept(Objects.requireNonNull(job)));
            }
        }
    }

    /** False if the array read is not the one of the word: then it has changed, and the copies are worth nothing. */
    private boolean copy(long w, int count, Consumer<@Nullable Object> to) {
        @Nullable Object[] jobs = array;
        for (int i = 0; i < count; i++) {
            int index = index(jobs, w, i);
            if (index >= jobs.length) {
                return false;
            }
            to.accept(jobs[index]);
        }
        Probe.at(Point.STEAL_COPIED);
        return true;
    }

    private static long without(long w, int count) {
        long stolen = (w + count * STOLEN_ONE) & STOLEN_MASK;
        return ((w & ~STOLEN_MASK) - count) | stolen;
    }

    /** Modulo 2^18 and more; what lies above is not a position. */
    private static int position(long w) {
        return (int) (w >>> STARTED_SHIFT) + (int) (w >>> STOLEN_SHIFT);
    }

    private int index(@Nullable Object[] jobs, long w, int offset) {
        int position = position(w) + offset;
        return jobs == ring
                ? MARGIN + (position & (CAPACITY - 1))
                : borrowedFrom + ((position - origin) & POSITION_MASK);
    }
}
