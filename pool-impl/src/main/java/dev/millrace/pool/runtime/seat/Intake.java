package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.stats.Count;
import org.jspecify.annotations.Nullable;

/**
 * How a worker with an empty chunk fills it. A refill stops at a batch, which then becomes the worker's batch (chunk first, batch next: that keeps the order). Whatever
 * was moved is published in {@code finally}: what a failing worker holds is never out of others' reach.
 */
public final class Intake {
    private Intake() {}

    /** Fills from the job queue; gives how many jobs can be claimed now, or wait in the batch that was met. */
    public static int fromQueue(Seat seat, JobQueue queue, int most) {
        int jobs = 0;
        try {
            while (jobs < most) {
                Object element = queue.poll();
                if (element == null) {
                    break;
                }
                if (element instanceof Batch batch) {
                    return jobs + meet(seat, batch);
                }
                seat.chunk().add(element);
                jobs++;
                Probe.at(Point.TAKEN);
            }
            return jobs;
        } finally {
            publish(seat);
        }
    }

    /**
     * Fills from a lane, the own or a neighbour's; gives how many jobs can be claimed now, or wait in the batch that was met; 0 also if the lease is held.
     *
     * @param most elements to take, at most {@link Chunk#CAPACITY}
     */
    public static int fromLane(Seat seat, Lane lane, int most) {
        if (lane.isEmpty() || !lane.lease().tryTake()) {
            return 0;
        }
        int elements = 0;
        try {
            Probe.at(Point.LEASE_TAKEN);
            while (elements < most) {
                Object element = lane.poll();
                if (element == null) {
                    break;
                }
                elements++;
                if (element instanceof Batch batch) {
                    return elements - 1 + meet(seat, batch);
                }
                seat.chunk().add(element);
                Probe.at(Point.TAKEN);
            }
            return elements;
        } finally {
            Probe.at(Point.LEASE_RELEASE);
            lane.lease().release();
            seat.counters().add(Count.THROUGH_LANES, elements);
            publish(seat);
        }
    }

    /** Fills from a batch, the own or a neighbour's. */
    public static int fromBatch(Seat seat, @Nullable Batch batch, int most) {
        int jobs = batch == null ? 0 : batch.lendTo(seat.chunk(), most);
        if (jobs > 0) {
            count(seat, jobs);
        }
        return jobs;
    }

    /** A refill ends with a batch, which is what the worker takes from next. Gives how many jobs it has. */
    private static int meet(Seat seat, Batch batch) {
        int jobs = batch.size();
        if (jobs > 0) {
            seat.setBatch(batch);
        }
        return jobs;
    }

    private static void publish(Seat seat) {
        int jobs = seat.chunk().filling();
        if (jobs > 0) {
            seat.chunk().publish();
            count(seat, jobs);
        }
    }

    private static void count(Seat seat, int jobs) {
        seat.counters().add(Count.CHUNKS, 1);
        seat.counters().add(Count.CHUNK_JOBS, jobs);
    }
}
