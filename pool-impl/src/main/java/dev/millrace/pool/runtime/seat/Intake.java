package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.stats.Count;
import org.jspecify.annotations.Nullable;

/**
 * How a worker with an empty chunk fills it. A refill stops at a batch, which then becomes the worker's batch (chunk first, batch next: that keeps the order). Whatever
 * was moved is published in {@code finally}: what a failing worker holds is never out of others' reach.
 */
public final class Intake {
    private Intake() {}

    /** Fills from the job queue; gives how many jobs can be claimed now or are left in the batch. */
    public static int fromQueue(Seat seat, JobQueue queue, int most) {
        Chunk chunk = seat.chunk();
        try {
            boolean batchMet = false;
            while (!batchMet && chunk.filling() < most) {
                Object element = queue.poll();
                if (element == null) {
                    break;
                }
                batchMet = add(seat, element);
            }
            return chunk.filling() + seat.batchSize();
        } finally {
            publish(seat);
        }
    }

    /**
     * Fills from a lane, the own or a neighbour's; gives how many jobs can be claimed now or are left in the batch, 0 also if the lease is held.
     *
     * @param most elements to take, at most {@link Chunk#CAPACITY}
     */
    public static int fromLane(Seat seat, Lane lane, int most) {
        if (lane.isEmpty() || !lane.lease().tryTake()) {
            return 0;
        }
        int elements = 0;
        int jobs = 0;
        try {
            boolean batchMet = false;
            while (!batchMet && elements < most) {
                Object element = lane.poll();
                if (element == null) {
                    break;
                }
                batchMet = add(seat, element);
                elements++;
            }
            jobs = seat.chunk().filling() + seat.batchSize();
        } finally {
            lane.lease().release();
            seat.counters().add(Count.THROUGH_LANES, elements);
            publish(seat);
        }
        return jobs;
    }

    /** Fills from a batch, the own or a neighbour's. */
    public static int fromBatch(Seat seat, @Nullable Batch batch, int most) {
        if (batch == null) {
            return 0;
        }
        try {
            return batch.moveTo(seat.chunk(), Math.min(most, Chunk.CAPACITY));
        } finally {
            publish(seat);
        }
    }

    /** True if the element was a batch, and the refill ends with it. */
    private static boolean add(Seat seat, Object element) {
        if (element instanceof Batch batch) {
            if (seat.chunk().filling() == 0) {
                batch.moveTo(seat.chunk(), Chunk.CAPACITY);
            }
            if (batch.size() > 0) {
                seat.setBatch(batch);
            }
            return true;
        }
        seat.chunk().add(element);
        return false;
    }

    private static void publish(Seat seat) {
        int jobs = seat.chunk().filling();
        if (jobs > 0) {
            seat.chunk().publish();
            seat.counters().add(Count.CHUNKS, 1);
            seat.counters().add(Count.CHUNK_JOBS, jobs);
        }
    }
}
