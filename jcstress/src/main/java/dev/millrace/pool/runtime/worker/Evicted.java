package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.dispatch.CooperativeDispatcher;
import dev.millrace.pool.runtime.dispatch.Guide;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;

/** As much of a pool as it takes to leave a seat, to enlist a worker, or to run a job that does not fail; what these do not touch is null. */
@SuppressWarnings("NullAway")
final class Evicted {
    /** Of members that are enlisted and never run. */
    static final Crew NO_CREW = null;

    final JobQueue queue = new JobQueue(4, new PriorityShares(16, 4, 1));
    final Seats seats = new Seats(4, 1);
    /** The one that is left. */
    final Seat seat = seats.take(new Sleeper());

    private final Surroundings pool;

    Evicted() {
        Idle idle = new Idle(seats::sleepers);
        Guide guide = new Guide(32);
        Admission admission = new Admission(4, new Departures(seats::started));
        pool = new Surroundings(
                queue,
                seats,
                idle,
                new CooperativeDispatcher(queue, idle, seats, guide),
                null,
                guide,
                admission,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null);
    }

    /** Leaves the seat. */
    void clear() {
        Eviction.clear(pool, seat);
    }

    /** Of which nothing is there. */
    static Surroundings surroundings() {
        Admission admission = new Admission(1, new Departures(() -> 0));
        return new Surroundings(
                null, null, null, null, null, null, admission, null, null, null, null, null, null, false, null, null,
                null, null, null);
    }

    /** One that wants two workers and has none. */
    static Roster roster() {
        Roster roster = new Roster(surroundings());
        roster.setTarget(2);
        return roster;
    }
}
