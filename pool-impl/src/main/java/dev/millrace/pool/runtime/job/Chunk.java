package dev.millrace.pool.runtime.job;

import dev.millrace.pool.runtime.cells.PaddedLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a worker took for itself and has not started; others can still reach them, so that nothing waits behind a job that hangs.
 *
 * <p>One word, {@code started:40 | stolen:18 | size:6}, decides who gets a job. The oldest one lies at slot {@code (started + stolen) mod 32}. Both counters only
 * grow (and wrap at multiples of 32), so the word does not come back to a value while a thief is looking, short of 2^18 thefts without one start.
 *
 * <ul>
 *   <li>The owner claims one job by one CAS ({@code started + 1, size - 1}). That step is at once the moment at which the job has left the bound (admission sums
 *       {@code started}) and the fence before the owner looks for blocked producers. Only then does it null the slot.
 *   <li>The owner refills at size 0 only: no thief may move the word then, and none reads a slot that it would win. It writes the slots, then releases the word; thieves
 *       acquire it.
 *   <li>A thief copies the slots first, then moves the word by CAS ({@code stolen + m, size - m}). Success proves that the word has not changed, so that the owner has
 *       neither claimed nor refilled, and the copies are the jobs. Failure throws the copies away. A thief never writes a slot, so what it stole is
 *       nulled by the owner, when it next comes for work: a hanging job can keep up to 31 stolen ones from being collected, until it ends.
 * </ul>
 *
 * The word outlives its worker: the next one in the slot goes on with it, so {@code started} never falls and needs no summing up when a worker retires.
 */
public final class Chunk {
    /** How many jobs a chunk can hold. */
    public static final int CAPACITY = 32;
    /** {@link #started} is counted modulo 2^40. */
    public static final int STARTED_BITS = 40;

    private static final long STARTED_ONE = 1L << 24;
    private static final int STOLEN_SHIFT = 6;
    private static final long STOLEN_MASK = ((1L << 18) - 1) << STOLEN_SHIFT;
    private static final long SIZE_MASK = (1L << STOLEN_SHIFT) - 1;
    private static final int MARGIN = 16;

    private final PaddedLong word = new PaddedLong();
    private final @Nullable Object[] slots = new Object[MARGIN + CAPACITY + MARGIN];
    /** Jobs of the refill under way; the owner's alone, but on a line of its own: neighbours read the fields beside it. */
    private final PaddedLong filling = new PaddedLong();

    private long stolenBefore;

    /** An empty chunk. */
    public Chunk() {}

    /** A chunk whose counters stand where a test wants them. */
    Chunk(long started, int stolen) {
        word.set(started * STARTED_ONE | (((long) stolen << STOLEN_SHIFT) & STOLEN_MASK));
    }

    // ---- by its owner

    /** Claims the oldest job; it counts as started from here on. */
    public @Nullable Object claim() {
        for (long w = word.getPlain(); (w & SIZE_MASK) != 0; w = word.get()) {
            int slot = slot(w, 0);
            Object job = slots[slot];
            if (word.compareAndSet(w, w + STARTED_ONE - 1)) {
                slots[slot] = null;
                return job;
            }
        }
        return null;
    }

    /** Adds a job to the refill under way. Only while the chunk is empty, at most {@link #CAPACITY} times. */
    public void add(@Nullable Object job) {
        int count = filling();
        slots[slot(word.getPlain(), count)] = job;
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

    /** Ends the refill without its jobs. */
    private void discard() {
        for (int i = filling() - 1; i >= 0; i--) {
            slots[slot(word.getPlain(), i)] = null;
        }
        filling.setPlain(0);
    }

    /** Nulls what thieves took since the last call. Only while the chunk is empty. */
    public void forgetStolen() {
        long stolen = word.getPlain() & STOLEN_MASK;
        if (stolen != stolenBefore) {
            stolenBefore = stolen;
            forget();
        }
    }

    private void forget() {
        for (int i = MARGIN; i < MARGIN + CAPACITY; i++) {
            if (slots[i] != null) {
                slots[i] = null;
            }
        }
    }

    // ---- by anybody

    /** How many jobs can be claimed or stolen. */
    public int size() {
        return (int) (word.get() & SIZE_MASK);
    }

    /** How many jobs were ever claimed by owners, modulo 2^{@value #STARTED_BITS}. */
    public long started() {
        return word.get() >>> (64 - STARTED_BITS);
    }

    /** Moves half of the jobs (rounded up) into the thief's empty chunk; 0 if there are none or somebody was faster. */
    public int stealHalf(Chunk thief) {
        long w = word.get();
        int count = ((int) (w & SIZE_MASK) + 1) / 2;
        for (int i = 0; i < count; i++) {
            thief.add(slots[slot(w, i)]);
        }
        if (count == 0 || !word.compareAndSet(w, without(w, count))) {
            thief.discard();
            return 0;
        }
        thief.publish();
        return count;
    }

    /** Takes all jobs for another purpose than to run them. */
    public void drain(Consumer<Object> taker) {
        while (true) {
            long w = word.get();
            int count = (int) (w & SIZE_MASK);
            Object[] jobs = new Object[count];
            for (int i = 0; i < count; i++) {
                jobs[i] = slots[slot(w, i)];
            }
            if (count == 0 || word.compareAndSet(w, without(w, count))) {
                for (Object job : jobs) {
                    taker.accept(job);
                }
                return;
            }
        }
    }

    private static long without(long w, int count) {
        long stolen = (w + ((long) count << STOLEN_SHIFT)) & STOLEN_MASK;
        return (w & ~STOLEN_MASK) - count | stolen;
    }

    private static int slot(long w, int offset) {
        return MARGIN + (((int) (w >>> 24) + (int) (w >>> STOLEN_SHIFT) + offset) & (CAPACITY - 1));
    }
}
