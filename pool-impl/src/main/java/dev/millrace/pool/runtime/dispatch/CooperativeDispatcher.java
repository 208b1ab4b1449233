package dev.millrace.pool.runtime.dispatch;

import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.seat.Intake;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;

/**
 * Dispatch as a role that idle workers take. One round: fill the own chunk with a guided share of the backlog; while neighbours sleep, what the share has beyond the chunk goes into the own lane, where the one that is woken next
 * finds it. While all are busy it stays in the queue: in the lane it would be one step further from whoever is free first, and cost another hand-over.
 *
 * <p>The role keeps workers from doing the same round twice; it is not a lock in front of the queue. Whoever finds it held for a few tries polls one job for itself, so that a preempted holder stops nobody. It is given back before
 * the taker leaves the searchers: in the other order, a job that came in between could stay queued beside a sleeping worker.
 */
public final class CooperativeDispatcher implements Dispatcher {
    private static final int TRIES = 8;
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
            return Intake.fromQueue(seat, queue, 1);
        }
        try {
            int moved = Intake.fromQueue(seat, queue, chunk);
            if (idle.sleeping() > 0) {
                int taken = seat.batch() == null ? chunk : 1;
                moved += toOwnLane(seat, Math.min(chunk, backlog / workers - taken));
            }
            return moved;
        } finally {
            role.setRelease(FREE);
        }
    }

    private boolean takeRole() {
        for (int i = 0; i < TRIES; i++) {
            if (role.getPlain() == FREE && role.compareAndSet(FREE, HELD)) {
                return true;
            }
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
            for (int room = Math.min(most, lane.room()); moved < room; moved++) {
                Object element = queue.poll();
                if (element == null) {
                    break;
                }
                lane.put(element);
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
