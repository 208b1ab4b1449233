package dev.millrace.pool.runtime.fan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that one place of a bulk mapping has taken and not begun; others can take them over, so that none waits behind one that hangs.
 *
 * <p>One word, {@code next:32 | end:32}, decides who gets an input. Its owner moves {@code next} by CAS, over up to {@value #GROUP} inputs at once while they take less than a microsecond each; a thief moves it over half of what is left. Both numbers only grow in the life
 * of a range, every input is in one range at most, and ranges are never joined, so the word of a share never repeats. The owner sets a new range when the word is empty: no thief moves it then.
 */
final class Share {
    /** The most inputs that are begun together. */
    static final int GROUP = 8;

    /** How long a step of a turn lasts, if nothing in it lasts longer. */
    static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private static final int MOST_AT_ONCE = 1_024;
    private static final VarHandle RANGE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            RANGE = lookup.findVarHandle(Share.class, "range", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** CAS by owner and thieves; set by the owner while it is empty. */
    private volatile long range;
    /** What the owner has done; written after the results of those inputs, so that who reads it sees them. */
    private volatile @Nullable Lap last;
    /** The first input of the lap that runs: those from here to {@code atEnd} were begun. Written by the owner (volatile), after the three below and before it asks whether all is over; read by who ends the mapping early, after it said so. */
    private volatile int at = -1;

    private int atEnd;
    private String worker = "";
    private long waitedNanos;
    /** How many inputs to take at once the next time. The owner's. */
    private int atOnce = GROUP;
    /** How many of the inputs that run have thrown. The owner's. */
    private int threw;
    /** What an input took lately. The owner's. */
    long meanNanos = Long.MAX_VALUE;

    private static long range(int next, int end) {
        return (long) next << 32 | end;
    }

    private static int next(long range) {
        return (int) (range >>> 32);
    }

    private static int end(long range) {
        return (int) range;
    }

    /** Takes up to so many inputs to begin with them: {@code from << 32 | to}, or -1 if there are none. By the owner. */
    long claim(int most) {
        for (long r = range; next(r) < end(r); r = range) {
            int to = Math.min(end(r), next(r) + most);
            if (RANGE.compareAndSet(this, r, range(to, end(r)))) {
                return range(next(r), to);
            }
        }
        return -1;
    }

    /** New inputs for an empty share. By the owner. */
    void refill(int from, int to) {
        range = range(from, to);
    }

    /** How many inputs are left in it. */
    int left() {
        long r = range;
        return end(r) - next(r);
    }

    /** Moves the older half of another share's inputs, rounded up, into this empty one; false if there were none, or somebody was faster. By this one's owner. */
    boolean steal(Share victim) {
        long r = victim.range;
        int left = end(r) - next(r);
        if (left <= 0) {
            return false;
        }
        int middle = next(r) + (left + 1) / 2;
        if (!RANGE.compareAndSet(victim, r, range(middle, end(r)))) {
            return false;
        }
        range = range(next(r), middle);
        return true;
    }

    /** How many inputs to take at once: as many as last a step, but never more than twice as many as the last time. By the owner. */
    int atOnce() {
        return atOnce;
    }

    // ---- what it does

    /**
     * Inputs begin together, and nothing is between them and those of the same lap before them. By the owner, who then asks whether all is over, and if so runs none of them: who ends the mapping may have told them as never begun. One of the two
     * sees the other: the owner writes {@code at} and then asks for the end, the other writes the end and then reads {@code at}.
     *
     * @param from the first of the lap
     */
    void runs(int from, int to, String thread, long waited) {
        atEnd = to;
        worker = thread;
        waitedNanos = waited;
        at = from;
    }

    /** They have ended. By the owner. */
    void took(Lap lap, int inputs, long nanos) {
        meanNanos = nanos / inputs;
        lap.ran(meanNanos);
        atOnce = (int) Math.min(Math.min(MOST_AT_ONCE, 2L * atOnce), Math.max(1, STEP_NANOS / Math.max(1, meanNanos)));
        last = lap;
    }

    /** One of those that run has thrown. By the owner. */
    void oneThrew() {
        threw++;
    }

    /** How many have thrown since the last time that this was asked. By the owner. */
    int threw() {
        int some = threw;
        threw = 0;
        return some;
    }

    /** What it has done, the latest first; null for nothing yet. */
    @Nullable Lap last() {
        return last;
    }

    /** The first input of the lap that runs, or ran last; -1 if there was none. */
    int at() {
        return at;
    }

    /** The end of what was begun of it; right for {@link #at} or later, as the next two. */
    int atEnd() {
        return atEnd;
    }

    String worker() {
        return worker;
    }

    long waitedNanos() {
        return waitedNanos;
    }
}
