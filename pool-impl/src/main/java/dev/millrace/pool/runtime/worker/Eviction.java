package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.seat.Seat;

/**
 * Clears a seat whose worker has ended, whatever that end was: closes the lane for good by its producer claim, then empties it under its lease, which is kept as well; puts all that waited here back
 * into the job queue; and only then gives the seat up. Run by the worker's own thread.
 */
final class Eviction {
    private Eviction() {}

    static void clear(Surroundings pool, Seat seat) {
        Lane lane = seat.lane();
        lane.producer().takeForGood();
        lane.lease().takeForGood();
        Probe.at(Point.LANE_CLOSED);
        Chunk chunk = seat.chunk();
        chunk.publish();
        chunk.drain(pool.queue()::putBack);
        chunk.forgetStolen();
        Batch batch = seat.batch();
        if (batch != null && batch.size() > 0) {
            pool.queue().putBack(batch);
        }
        seat.setBatch(null);
        for (Object element = lane.poll(); element != null; element = lane.poll()) {
            pool.queue().putBack(element);
        }
        pool.seats().leave(seat);
        Probe.at(Point.SEAT_LEFT);
        pool.dispatcher().published();
        if (pool.admission().isDrained()) {
            pool.idle().wakeAll();
        }
    }
}
