package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Trace;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The results of a bulk mapping, made of its cells when they are asked for. Immutable. */
final class BulkResults<I, T> extends Results<I, T> {
    private final Object[] inputs;
    private final Cells cells;
    private final Laps laps;
    private final int firstFailed;
    private final int width;
    private final long wallNanos;
    private final long mergeNanos;

    /** @param firstFailed of the input whose failure ended the others, or -1 */
    BulkResults(Object[] inputs, Cells cells, Laps laps, int firstFailed, int width, long wallNanos, long mergeNanos) {
        this.inputs = inputs;
        this.cells = cells;
        this.laps = laps;
        this.firstFailed = firstFailed;
        this.width = width;
        this.wallNanos = wallNanos;
        this.mergeNanos = mergeNanos;
    }

    @Override
    public int size() {
        return inputs.length;
    }

    @Override
    @SuppressWarnings("unchecked") // the inputs are those of the call
    public FanResult<I, T> get(int index) {
        Objects.checkIndex(index, inputs.length);
        return new FanResult<>(index, (I) inputs[index], cells.outcome(index, laps.of(index)));
    }

    /** In one go where nothing failed, and nothing was decided by a budget. */
    @Override
    @SuppressWarnings("unchecked") // they are what the mapper gave
    public List<@Nullable T> values() {
        @Nullable Object[] plain = cells.plainValues();
        return plain == null ? super.values() : (List<@Nullable T>) Collections.unmodifiableList(Arrays.asList(plain));
    }

    @Override
    protected int firstFailed() {
        return firstFailed;
    }

    @Override
    protected boolean succeeded(int index) {
        return cells.succeeded(index);
    }

    @Override
    @SuppressWarnings("unchecked") // they are what the mapper gave
    protected @Nullable T value(int index) {
        return (T) cells.value(index);
    }

    @Override
    public Efficiency efficiency() {
        int ran = 0;
        Duration waits = Duration.ZERO;
        Duration runs = Duration.ZERO;
        for (int i = 0; i < inputs.length; i++) {
            Trace trace = cells.trace(i, laps.of(i));
            if (trace.worker() != null) {
                ran++;
                waits = waits.plus(trace.waited());
                runs = runs.plus(trace.ran());
            }
        }
        return new Efficiency(
                ran, width, Duration.ofNanos(wallNanos), waits, runs, Duration.ofNanos(Math.max(0, mergeNanos)));
    }
}
