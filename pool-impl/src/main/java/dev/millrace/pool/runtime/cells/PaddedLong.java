package dev.millrace.pool.runtime.cells;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A long that shares no cache line, nor the pair of lines that a prefetcher fetches, with anything else. Superclasses are laid out before
 * subclasses, which is what keeps the padding where it is written.
 */
public final class PaddedLong extends PaddedValue {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(PaddedValue.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    long q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13, q14;

    /** A cell that holds 0. */
    public PaddedLong() {}

    /** Volatile read. */
    public long get() {
        return value;
    }

    /** Read without order; for the only writer of the cell, and for values that are checked again. */
    public long getPlain() {
        return (long) VALUE.get(this);
    }

    /** Write without order, by the only one who uses the cell. */
    public void setPlain(long newValue) {
        VALUE.set(this, newValue);
    }

    /** Volatile write. */
    public void set(long newValue) {
        value = newValue;
    }

    /** Write that publishes what was written before it. */
    public void setRelease(long newValue) {
        VALUE.setRelease(this, newValue);
    }

    /** Volatile read-modify-write, and with it a full fence between volatile accesses before and after. */
    public boolean compareAndSet(long expected, long newValue) {
        return VALUE.compareAndSet(this, expected, newValue);
    }

    /** Volatile read-modify-write that gives the new value. */
    public long addAndGet(long delta) {
        return (long) VALUE.getAndAdd(this, delta) + delta;
    }

    /** Volatile read-modify-write that sets bits. */
    public void setBits(long bits) {
        VALUE.getAndBitwiseOr(this, bits);
    }

    /** Volatile read-modify-write that clears bits. */
    public void clearBits(long bits) {
        VALUE.getAndBitwiseAnd(this, ~bits);
    }
}

abstract class PaddingBefore {
    long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14;
}

abstract class PaddedValue extends PaddingBefore {
    volatile long value;
}
