package dev.millrace.pool.runtime;

import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.job.Arbitrated;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Oldest;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.stats.Fate;
import org.jspecify.annotations.Nullable;

/**
 * Drops the oldest job that has not started. One worker has taken the oldest: they are looked for at its seat first, so that the answer is exact. Among several workers none is exact at a low price: the head of the job queue goes, where most jobs are
 * and nobody else is disturbed, and if there is none, the oldest of the longest backlog.
 */
final class Eldest {
    private static final int MOST_SPARED = 1_024;

    private final JobQueue queue;
    private final Seats seats;
    private final Home home;
    private final Runnable laneRoomMade;
    private final Runnable published;

    /**
     * Looks at these.
     *
     * @param laneRoomMade told whenever something was taken at a seat: a dispatcher may wait for just that place
     * @param published told of what was taken at a seat and put into the queue
     */
    Eldest(JobQueue queue, Seats seats, Home home, Runnable laneRoomMade, Runnable published) {
        this.published = published;
        this.queue = queue;
        this.seats = seats;
        this.home = home;
        this.laneRoomMade = laneRoomMade;
    }

    /** Drops one; false if none could be had at the moment. What must be spared is put before all others. Others may bring it back to where it was found, so that ends after some. */
    boolean drop() {
        int spared = 0;
        for (Object job = find(); job != null; job = find()) {
            if (!(job instanceof Arbitrated arbitrated)) {
                home.left(Fate.DROPPED);
                return true;
            }
            if (arbitrated.isDroppable()) {
                if (arbitrated.tryDrop()) {
                    return true;
                }
            } else {
                queue.putFirst(job);
                published.run();
                if (++spared >= MOST_SPARED) {
                    return false;
                }
            }
        }
        return false;
    }

    private @Nullable Object find() {
        Seat[] taken = seats.taken();
        if (taken.length == 1) {
            return ofTheOnlyOne(taken[0]);
        }
        Object job = queue.takeOldest();
        return job != null ? job : ofLongest(taken);
    }

    /** Under the lane's producer claim: what a dispatcher has in its hand on the way there is older than all that it has left in the queue. */
    private @Nullable Object ofTheOnlyOne(Seat seat) {
        if (!seat.lane().producer().tryTake()) {
            return null;
        }
        Object job;
        boolean atSeat;
        try {
            job = Oldest.take(seat);
            atSeat = job != null;
            job = atSeat ? job : queue.takeOldest();
        } finally {
            seat.lane().producer().release();
        }
        if (atSeat) {
            laneRoomMade.run();
        }
        return job;
    }

    private @Nullable Object ofLongest(Seat[] taken) {
        Seat longest = null;
        int most = 0;
        for (Seat seat : taken) {
            int backlog = seat.backlog();
            if (backlog > most) {
                most = backlog;
                longest = seat;
            }
        }
        Object job = longest == null ? null : Oldest.take(longest);
        if (job != null) {
            laneRoomMade.run();
        }
        return job;
    }
}
