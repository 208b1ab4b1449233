package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * A worker's place: what belongs to it and what others may reach of it. Jobs wait here in up to three forms: in the chunk, in the rest of a batch, in
 * the lane; all of them can be stolen.
 */
public final class Seat {
    private final Slot slot;
    private final Lane lane;
    private final Sleeper sleeper;
    private final @Nullable Runner runner;
    private final int group;

    /** The batch that the worker takes from next. Written by the worker; read by all. */
    private volatile @Nullable Batch batch;
    /** Mean run time as its worker measured it. Written by the worker; read by dispatchers, to whom an old value does no harm. */
    private volatile long meanRunNanos;

    Seat(Slot slot, Lane lane, Sleeper sleeper, @Nullable Runner runner, int group) {
        this.slot = slot;
        this.lane = lane;
        this.sleeper = sleeper;
        this.runner = runner;
        this.group = group;
    }

    /** The counts of this place. */
    public Slot slot() {
        return slot;
    }

    /** The jobs taken and not started. */
    public Chunk chunk() {
        return slot.chunk();
    }

    /** What the worker counts. */
    public Counters counters() {
        return slot.counters();
    }

    /** The worker's lane. */
    public Lane lane() {
        return lane;
    }

    /** How the worker sleeps. */
    public Sleeper sleeper() {
        return sleeper;
    }

    /** The worker's thread in its part of running jobs; null only if nobody in particular sits here. */
    public @Nullable Runner runner() {
        return runner;
    }

    /** Which dispatcher it belongs to. */
    public int group() {
        return group;
    }

    /** The batch to take from, or null. */
    public @Nullable Batch batch() {
        return batch;
    }

    /** Sets or ends the batch to take from; by the worker. */
    public void setBatch(@Nullable Batch next) {
        batch = next;
    }

    /** Mean run time of late. */
    public long meanRunNanos() {
        return meanRunNanos;
    }

    /** Tells what the worker measured; by the worker. */
    public void setMeanRunNanos(long nanos) {
        meanRunNanos = nanos;
    }

    /** Jobs left in the batch. */
    public int batchSize() {
        Batch now = batch;
        return now == null ? 0 : now.size();
    }

    /** About how much others could take from here. */
    public int backlog() {
        return chunk().size() + batchSize() + lane.size();
    }

    /** Whether others could take anything from here; decided by indices and words, so never false while something lies here. */
    public boolean hasWork() {
        return chunk().size() > 0 || batchSize() > 0 || !lane.isEmpty();
    }
}
