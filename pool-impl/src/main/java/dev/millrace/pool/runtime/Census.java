package dev.millrace.pool.runtime;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.control.Gauges;
import dev.millrace.pool.runtime.control.Size;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.jfr.StealGauge;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.seat.Slot;
import dev.millrace.pool.runtime.stats.Count;
import dev.millrace.pool.runtime.stats.Fates;
import dev.millrace.pool.runtime.watch.StuckJobWatch;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Waits;
import java.util.function.ToIntFunction;

/** Sums up what the parts count. Nothing is counted for it on the way of a job that was not counted anyway. Thread-safe. */
final class Census implements Gauges, StealGauge {
    private final Admission admission;
    private final WaitingLine line;
    private final JobQueue queue;
    private final Seats seats;
    private final Idle idle;
    private final Fates fates;
    private final Waits waits;

    Census(Admission admission, WaitingLine line, JobQueue queue, Seats seats, Idle idle, Fates fates, Waits waits) {
        this.admission = admission;
        this.line = line;
        this.queue = queue;
        this.seats = seats;
        this.idle = idle;
        this.fates = fates;
        this.waits = waits;
    }

    /** Ended before started before accepted: so that no snapshot shows more ended than started, or more started than accepted. */
    PoolStats.Jobs jobs(Entrance entrance, PoolStats.Rejections rejections) {
        long completed = sum(Count.COMPLETED) + fates.helpedCompleted();
        long failed = sum(Count.FAILED) + fates.helpedFailed();
        long cancelled = fates.cancelled();
        long expired = fates.expired();
        long dropped = fates.dropped();
        long handedBack = fates.handedBack();
        long started = fates.helped();
        for (Slot slot : seats.slots()) {
            started += slot.started();
        }
        long callerRan = entrance.callerRan();
        long droppedNewest = fates.droppedNewest();
        return new PoolStats.Jobs(
                admission.accepted() + droppedNewest,
                started,
                completed,
                failed,
                cancelled,
                expired,
                dropped + droppedNewest,
                handedBack,
                rejections.total(),
                callerRan);
    }

    PoolStats.Depth tiers() {
        return new PoolStats.Depth(
                admission.depth(),
                admission.capacity(),
                queue.size(),
                over(seat -> seat.lane().size()),
                over(seat -> seat.chunk().size()),
                over(Seat::batchSize),
                line.size());
    }

    PoolStats.Workers workers(Size size, Crew crew, StuckJobWatch stuck) {
        long restarts = crew.restarts();
        long deaths = crew.deaths();
        return new PoolStats.Workers(
                size.target(),
                size.min(),
                size.max(),
                seats.taken().length,
                busy(),
                idle.searching(),
                idle.sleeping(),
                crew.threadsAtWork().size(),
                waits.count(),
                deaths,
                restarts,
                crew.isCrashLoop(),
                stuck.count(),
                crew.extra(),
                stuck.total());
    }

    PoolStats.Flow flow(PoolStats.Resizes resizes, long batches) {
        return new PoolStats.Flow(
                batches,
                sum(Count.CHUNKS),
                sum(Count.CHUNK_JOBS),
                sum(Count.THROUGH_LANES),
                stealAttempts(),
                steals(),
                stolenJobs(),
                sum(Count.PARKS),
                idle.wakes(),
                resizes.total());
    }

    private int over(ToIntFunction<Seat> size) {
        int sum = 0;
        for (Seat seat : seats.taken()) {
            sum += size.applyAsInt(seat);
        }
        return sum;
    }

    private long sum(Count count) {
        long sum = 0;
        for (Slot slot : seats.slots()) {
            sum += slot.counters().get(count);
        }
        return sum;
    }

    @Override
    public int depth() {
        return admission.depth();
    }

    @Override
    public int capacity() {
        return admission.capacity();
    }

    @Override
    public int busy() {
        int busy = 0;
        for (Slot slot : seats.slots()) {
            busy += slot.busy() ? 1 : 0;
        }
        return busy;
    }

    @Override
    public long accepted() {
        return admission.accepted();
    }

    @Override
    public long ended() {
        return sum(Count.COMPLETED) + sum(Count.FAILED) + fates.helpedCompleted() + fates.helpedFailed();
    }

    @Override
    public long timedJobs() {
        return sum(Count.TIMED_JOBS);
    }

    @Override
    public long timedNanos() {
        return sum(Count.TIMED_NANOS);
    }

    @Override
    public long steals() {
        return sum(Count.STEALS);
    }

    @Override
    public long stealAttempts() {
        return sum(Count.STEAL_ATTEMPTS);
    }

    @Override
    public long stolenJobs() {
        return sum(Count.STOLEN_JOBS);
    }

    @Override
    public long processorNanos() {
        return ProcessorTime.used();
    }
}
