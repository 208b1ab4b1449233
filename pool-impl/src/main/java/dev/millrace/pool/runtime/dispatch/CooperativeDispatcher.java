package dev.millrace.pool.runtime.dispatch;

import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.seat.Intake;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;

/**
 * Dispatch as a role that idle workers take. One round: fill the own chunk with a guided share of the backlog, then put what the share has beyond it, up to a few chunks by time, into the own lane, where neighbours find it.
 *
 * <p>The role is what makes a deep backlog cheap. Two workers that poll a shared queue by turns fetch its cache lines from each other for every job; one that takes a long run fetches them once, and finds the rest in its lane. It is not a lock in front
 * of the queue: whoever waits for it in vain for a few microseconds, because its holder was preempted, takes its chunk without. It is given back before the taker leaves the searchers: in the other order, a job that came in between could
 * stay queued beside a sleeping worker.
 */
public final class CooperativeDispatcher implements Dispatcher {
    private static final int TRIES = 64;
    private static final long FREE = 0;
    private static final long HELD = 1;

    private final JobQueue queue;
    private final Idle idle;
    private final Seats seats;
    private final Guide guide;
    private final PaddedLong role = new PaddedLong();

    /**
     * Dispatches from {@code queue} to whoever asks.
     *
     * @param idle the workers'
     */
    public CooperativeDispatcher(JobQueue queue, Idle idle, Seats seats, Guide guide) {
        this.queue = queue;
        this.idle = idle;
        this.seats = seats;
        this.guide = guide;
    }

    /** The queue's producer index moved by a read-modify-write before this reads the idle word: the publisher's half of {@link Idle}'s proof. */
    @Override
    public void published() {
        Probe.at(Point.PUBLISHED);
        idle.wakeOne(null);
    }

    @Override
    public int take(Seat seat) {
        int backlog = queue.size();
        if (backlog == 0) {
            return 0;
        }
        int workers = seats.taken().length;
        int chunk = guide.chunk(backlog, workers, seat.meanRunNanos());
        if (chunk == 1 || !takeRole()) {
            return Intake.fromQueue(seat, queue, chunk);
        }
        try {
            Probe.at(Point.ROLE_TAKEN);
            int moved = Intake.fromQueue(seat, queue, chunk);
            return workers == 1 ? moved : moved + toOwnLane(seat, beyond(seat, chunk, backlog / workers));
        } finally {
            Probe.at(Point.ROLE_RELEASE);
            role.setRelease(FREE);
        }
    }

    /** Elements of the share that are left after the chunk, as far as a lane should hold them. A batch counts for a chunk. */
    private int beyond(Seat seat, int chunk, int share) {
        int jobs = guide.lane(seat.lane().capacity(), seat.meanRunNanos());
        return seat.batch() == null ? Math.min(jobs, share - chunk) : Math.min(jobs / Chunk.CAPACITY, share - 1);
    }

    private boolean takeRole() {
        for (int i = 0; i < TRIES; i++) {
            if (role.get() == FREE && role.compareAndSet(FREE, HELD)) {
                return true;
            }
            Probe.at(Point.SPIN);
            Thread.onSpinWait();
        }
        return false;
    }

    private int toOwnLane(Seat seat, int most) {
        Lane lane = seat.lane();
        if (most <= 0 || !lane.producer().tryTake()) {
            return 0;
        }
        int moved = 0;
        try {
            Probe.at(Point.PRODUCER_TAKEN);
            for (int room = Math.min(most, lane.room()); moved < room; moved++) {
                Object element = queue.poll();
                if (element == null) {
                    break;
                }
                lane.put(element);
                Probe.at(Point.ROUTED);
            }
        } finally {
            lane.producer().release();
        }
        return moved;
    }

    @Override
    public boolean hasWork() {
        return !queue.isEmpty();
    }

    @Override
    public void laneRoomMade() {}
}
