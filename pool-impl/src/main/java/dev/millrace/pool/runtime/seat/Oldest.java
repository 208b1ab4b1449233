package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import org.jspecify.annotations.Nullable;

/** Takes the oldest job that waits at a seat, by the claims that a thief would use: of the chunk, else of the batch, else of the lane. */
public final class Oldest {
    private Oldest() {}

    /** The job, no longer to be run from here; null if there is none, or it cannot be had now. */
    public static @Nullable Object take(Seat seat) {
        Object job = seat.chunk().takeOldest();
        if (job != null) {
            return job;
        }
        Batch batch = seat.batch();
        job = batch == null ? null : batch.takeOldest();
        return job != null ? job : fromLane(seat.lane());
    }

    private static @Nullable Object fromLane(Lane lane) {
        if (lane.isEmpty() || !lane.lease().tryTake()) {
            return null;
        }
        try {
            Probe.at(Point.LEASE_TAKEN);
            for (Object element = lane.peek(); element != null; element = lane.peek()) {
                Object job = element instanceof Batch batch ? batch.takeOldest() : lane.poll();
                if (job != null) {
                    return job;
                }
                lane.poll(); // a batch of which nothing is left
            }
            return null;
        } finally {
            lane.lease().release();
        }
    }
}
