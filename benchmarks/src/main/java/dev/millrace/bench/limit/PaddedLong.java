package dev.millrace.bench.limit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A volatile number that shares its cache line with no other. */
public final class PaddedLong {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LENGTH = 32;
    private static final int MIDDLE = LENGTH / 2;

    private final long[] cells = new long[LENGTH];

    /** Zero. */
    public PaddedLong() {}

    /** Reads it. */
    public long get() {
        return (long) CELL.getVolatile(cells, MIDDLE);
    }

    /** Writes it. */
    public void set(long value) {
        CELL.setVolatile(cells, MIDDLE, value);
    }
}
