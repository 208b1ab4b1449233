package dev.millrace.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts the jobs of one contender as they end: a cell a worker, far enough from the others to share no cache line. */
public final class Completions {
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int CELL_LENGTH = 32;
    private static final int MIDDLE = CELL_LENGTH / 2;

    private final List<long[]> cells = new CopyOnWriteArrayList<>();
    private final ThreadLocal<long[]> mine = ThreadLocal.withInitial(this::newCell);

    /** None yet. */
    public Completions() {}

    private long[] newCell() {
        long[] cell = new long[CELL_LENGTH];
        cells.add(cell);
        return cell;
    }

    /** Called by a job at its end. */
    public void count() {
        long[] cell = mine.get();
        COUNT.setRelease(cell, MIDDLE, cell[MIDDLE] + 1);
    }

    /** How many there were. */
    public long sum() {
        long sum = 0;
        for (long[] cell : cells) {
            sum += (long) COUNT.getAcquire(cell, MIDDLE);
        }
        return sum;
    }
}
