package dev.millrace.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the jobs of one contender as they end, and adds up their tokens: a lost job that another one makes up for is seen in the
 * sum. A cell a thread, far enough from the others to share no cache line.
 */
public final class Completions {
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int CELL_LENGTH = 32;
    private static final int COUNTED = CELL_LENGTH / 2;
    private static final int SUMMED = COUNTED + 1;

    /** Each cell is written by its thread, the sum before the count; the count is its release. */
    private final List<long[]> cells = new CopyOnWriteArrayList<>();

    private final ThreadLocal<long[]> mine = ThreadLocal.withInitial(this::newCell);
    private final @Nullable Shared shared;

    /** None yet, of few threads that live long. */
    public Completions() {
        this(null);
    }

    private Completions(@Nullable Shared shared) {
        this.shared = shared;
    }

    /** None yet, of a new thread a job. */
    public static Completions ofManyThreads() {
        return new Completions(new Shared(new LongAdder(), new LongAdder()));
    }

    private long[] newCell() {
        long[] cell = new long[CELL_LENGTH];
        cells.add(cell);
        return cell;
    }

    /** Called by a job at its end, with the number that stands for it. */
    public void count(long token) {
        if (shared != null) {
            shared.tokens.add(token);
            shared.count.increment();
            return;
        }
        long[] cell = mine.get();
        cell[SUMMED] += token;
        COUNT.setRelease(cell, COUNTED, cell[COUNTED] + 1);
    }

    /** How many there were. */
    public long sum() {
        if (shared != null) {
            return shared.count.sum();
        }
        long sum = 0;
        for (long[] cell : cells) {
            sum += (long) COUNT.getAcquire(cell, COUNTED);
        }
        return sum;
    }

    /** The sum of their tokens; exact when {@link #sum} has told of all that were sent. */
    public long checksum() {
        if (shared != null) {
            return shared.tokens.sum();
        }
        long sum = 0;
        for (long[] cell : cells) {
            sum += cell[SUMMED];
        }
        return sum;
    }

    private record Shared(LongAdder count, LongAdder tokens) {}
}
