package dev.millrace.pool.runtime.watch;

import dev.millrace.pool.runtime.seat.Slot;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What runs at one place, known by the place's counts: one job on the outermost level, or a handler's call for several. No clock is read and nothing is written for it on a job's way. While neither count has changed, no job was begun
 * and none has ended; if more were begun than had ended, then all that time the same one was running.
 *
 * @param started jobs begun there, modulo 2^40
 * @param ended jobs that have ended there
 * @param since a time at which it had begun
 */
record Run(Slot slot, long started, long ended, long since) {

    /**
     * What runs there now, or null. A job that ends during the reading looks like one that runs; {@link #isGoing} knows better at the next.
     *
     * @param clock read after the counts
     */
    static @Nullable Run of(Slot slot, LongSupplier clock) {
        long ended = slot.counters().ended();
        long started = slot.chunk().started();
        return Slot.runs(started, ended) ? new Run(slot, started, ended, clock.getAsLong()) : null;
    }

    /** Whether it still runs; once this is false it stays so. */
    boolean isGoing() {
        return slot.counters().ended() == ended && slot.chunk().started() == started;
    }
}
