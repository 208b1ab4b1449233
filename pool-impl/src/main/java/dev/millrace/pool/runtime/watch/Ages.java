package dev.millrace.pool.runtime.watch;

import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Slot;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the jobs of all workers have run, at least, as far as the looks tell. Time is counted from look to look; one that comes late (the process was stopped) counts for no more than a part, so no job is taken for a stuck one since
 * nobody was there to run it. Guarded by its monitor, under which nothing is done but reading counts.
 */
final class Ages {
    private final LongSupplier nanoTime;
    private final long mostNanos;
    /** What ran when it was looked at last, by number of the slot. */
    private @Nullable Run[] runs = {};
    /** The time of the last look, by the clock that this counts and by the system's. */
    private long countedNanos;

    private long lookedNanos;

    /**
     * Nobody has looked.
     *
     * @param nanoTime like {@link System#nanoTime}
     * @param mostNanos the most time that counts between two looks
     */
    Ages(LongSupplier nanoTime, long mostNanos) {
        this.nanoTime = nanoTime;
        this.mostNanos = mostNanos;
    }

    /** Forgets what was seen, and sees what runs now. */
    synchronized void begin(Seat[] seats) {
        runs = new Run[0];
        lookedNanos = nanoTime.getAsLong();
        look(seats);
    }

    /** Looks. */
    synchronized void look(Seat[] seats) {
        long now = nanoTime.getAsLong();
        countedNanos = counted(now);
        lookedNanos = now;
        @Nullable Run[] seen = new Run[most(seats) + 1];
        for (Seat seat : seats) {
            Run known = known(seat.slot());
            seen[seat.slot().number()] =
                    known != null ? known : Run.of(seat.slot(), () -> counted(nanoTime.getAsLong()));
        }
        runs = seen;
    }

    private static int most(Seat[] seats) {
        return Arrays.stream(seats).mapToInt(seat -> seat.slot().number()).max().orElse(-1);
    }

    private long counted(long now) {
        return countedNanos + Math.min(Math.max(0, now - lookedNanos), mostNanos);
    }

    private @Nullable Run known(Slot slot) {
        Run run = slot.number() < runs.length ? runs[slot.number()] : null;
        return run != null && run.isGoing() ? run : null;
    }

    /** What ran there when it was looked at, and still does; else null. */
    synchronized @Nullable Run of(Slot slot) {
        return known(slot);
    }

    /** How long it has run at least; to be asked before {@link Run#isGoing}. */
    synchronized long ageNanos(Run run) {
        return Math.max(0, counted(nanoTime.getAsLong()) - run.since());
    }
}
