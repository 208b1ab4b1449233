package dev.millrace.pool.runtime.steal;

import dev.millrace.pool.StealCount;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who took how much from whom, among the first {@value #PLACES} places. Each thief has a row of its own, made at its first steal; it alone writes there, after a steal that brought something, so counting touches no line that another
 * worker writes. A place goes from one worker to the next under the monitor of the seats, and with it the right to write.
 */
public final class Steals {
    private static final int PLACES = 64;
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

    /** For each thief: how often, then how much, for each victim. A row is published by the array; its cells are written opaque, then by release, and read in the other order. */
    private final AtomicReferenceArray<long @Nullable []> rows = new AtomicReferenceArray<>(PLACES);

    /** Nobody took anything. */
    public Steals() {}

    /** By the thief. */
    void add(int thief, int victim, int elements) {
        if (thief >= PLACES || victim >= PLACES) {
            return;
        }
        long[] row = rows.getPlain(thief);
        if (row == null) {
            row = new long[2 * PLACES];
            rows.setRelease(thief, row);
        }
        CELLS.setOpaque(row, 2 * victim + 1, row[2 * victim + 1] + elements);
        CELLS.setRelease(row, 2 * victim, row[2 * victim] + 1);
    }

    /** All that there are, by thief, then victim. */
    public List<StealCount> counts() {
        List<StealCount> counts = new ArrayList<>();
        for (int thief = 0; thief < PLACES; thief++) {
            long[] row = rows.getAcquire(thief);
            for (int victim = 0; row != null && victim < PLACES; victim++) {
                long steals = (long) CELLS.getAcquire(row, 2 * victim);
                if (steals > 0) {
                    counts.add(new StealCount(thief, victim, steals, (long) CELLS.getOpaque(row, 2 * victim + 1)));
                }
            }
        }
        return counts;
    }
}
