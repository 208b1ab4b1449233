package dev.millrace.pool.runtime.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counters with one writer at a time, the worker that holds the slot, and any number of readers. Totals only grow. A write releases and a read
 * acquires, so that a reader who first reads a job's end and then its start finds the start.
 */
public final class Counters {
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MARGIN = 16;

    private final long[] cells = new long[MARGIN + Count.values().length + MARGIN];

    /** A count's place is its position in the enum: it is nowhere stored, so it may change with the enum. */
    @SuppressWarnings("EnumOrdinal")
    private static int cell(Count count) {
        return MARGIN + count.ordinal();
    }

    /** All zero. */
    public Counters() {}

    /** Counts; by the writer. */
    public void add(Count count, long amount) {
        int i = cell(count);
        CELLS.setRelease(cells, i, cells[i] + amount);
    }

    /** The total so far. */
    public long get(Count count) {
        return (long) CELLS.getAcquire(cells, cell(count));
    }

    /** Jobs that ended. */
    public long ended() {
        return get(Count.COMPLETED) + get(Count.FAILED);
    }
}
