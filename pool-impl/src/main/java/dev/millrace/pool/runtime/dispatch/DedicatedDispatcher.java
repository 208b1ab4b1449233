package dev.millrace.pool.runtime.dispatch;

import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Dispatch by threads of its own ({@link DispatcherThread}), which alone take from the job queue and put into lanes. What is common to these threads: where a job goes,
 * how much of it, and what happens while all lanes are full.
 *
 * <h2>Full lanes</h2>
 *
 * A dispatcher that goes to sleep sets {@code starved}, <em>then</em> looks at queue and lanes once more, and takes it back unless elements find no room. A worker takes from a lane, fences,
 * <em>then</em> reads {@code starved}; so either the dispatcher sees the room or the worker sees the flag, clears it and wakes a dispatcher. While the flag is up, publishers
 * wake nobody: the worker that clears it does, and a dispatcher woken after the clearing sees what they published before it.
 */
public final class DedicatedDispatcher implements Dispatcher {
    private final JobQueue queue;
    private final Seats seats;
    private final Guide guide;
    private final Idle dispatchers;
    private final Idle workers;
    private final PaddedLong starved = new PaddedLong();

    /**
     * Dispatches from {@code queue} into the lanes of {@code seats}.
     *
     * @param dispatchers where the dispatcher threads sleep
     * @param workers where the workers sleep
     */
    public DedicatedDispatcher(JobQueue queue, Seats seats, Guide guide, Idle dispatchers, Idle workers) {
        this.queue = queue;
        this.seats = seats;
        this.guide = guide;
        this.dispatchers = dispatchers;
        this.workers = workers;
    }

    @Override
    public void published() {
        Probe.at(Point.PUBLISHED);
        if (starved.get() == 0) {
            dispatchers.wakeOne(null);
        }
    }

    /** Workers get their jobs through lanes only. */
    @Override
    public int take(Seat seat) {
        return 0;
    }

    @Override
    public boolean hasWork() {
        return false;
    }

    @Override
    public void laneRoomMade() {
        VarHandle.fullFence();
        if (starved.get() != 0 && anyRoom() && starved.compareAndSet(1, 0)) {
            dispatchers.wakeOne(null);
        }
    }

    /** Whether a dispatcher could place anything now. */
    boolean canPlace() {
        return !queue.isEmpty() && anyRoom();
    }

    /**
     * Before a dispatcher sleeps: raises the flag if elements find no room. Otherwise takes it back, and with it perhaps what another dispatcher relies on, or what a publisher has seen: so the
     * caller may sleep only if there is nothing in the queue <em>after</em> that.
     */
    boolean mustStayAwake() {
        starved.set(1);
        Probe.at(Point.STARVED);
        if (!queue.isEmpty() && !anyRoom()) {
            return false;
        }
        starved.set(0);
        return !queue.isEmpty();
    }

    private boolean anyRoom() {
        for (Seat seat : seats.taken()) {
            if (room(seat) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Moves a share of the queue into the lane that suits best, preferring those of {@code group}; gives how many elements. */
    int place(int group, DispatcherThread hand) {
        Seat[] taken = seats.taken();
        Seat target = best(taken, group);
        if (target == null || !target.lane().producer().tryTake()) {
            return 0;
        }
        int moved = 0;
        try {
            Probe.at(Point.PRODUCER_TAKEN);
            int most = Math.min(room(target), 1 + queue.size() / taken.length);
            while (moved < most && hand.carry(queue.poll(), target.lane())) {
                moved++;
            }
        } finally {
            target.lane().producer().release();
        }
        if (moved > 0) {
            Probe.at(Point.LANE_FILLED);
            // The lane was written without a read-modify-write: the fence is the publisher's half of Idle's proof.
            VarHandle.fullFence();
            workers.wakeOne(target.sleeper());
        }
        return moved;
    }

    /** After a failure: elements may lie in lanes of which no worker was told. */
    void tellOfLanes() {
        VarHandle.fullFence();
        workers.wakeOne(null);
    }

    /** A sleeper first, then the shortest backlog; of other groups only when the own has no room. */
    private @Nullable Seat best(Seat[] taken, int group) {
        Seat best = null;
        int least = Integer.MAX_VALUE;
        for (Seat seat : taken) {
            if (room(seat) > 0) {
                int cost = (seat.sleeper().isSleeping() ? 0 : 1 + Math.min(seat.backlog(), 1 << 20))
                        + (seat.group() == group ? 0 : 1 << 24);
                if (cost < least) {
                    least = cost;
                    best = seat;
                }
            }
        }
        return best;
    }

    /**
     * Jobs beyond what a lane should hold stay in the shared queue, where all can have them. A lane is filled again when it is half empty: a dispatcher that were woken for
     * each place would cost more than the job in it.
     */
    private int room(Seat seat) {
        int wanted = guide.lane(seat.lane().capacity(), seat.meanRunNanos());
        int size = seat.lane().size();
        return size > wanted / 2 ? 0 : wanted - size;
    }
}
