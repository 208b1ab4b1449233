package dev.millrace.pool.runtime.steal;

import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.seat.Intake;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.stats.Count;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Takes half of what the longest neighbour has: of its lane, its batch or its chunk. All neighbours are compared up to {@value #SAMPLE}; above, samples of that size from a random place on, until one has
 * something. Where somebody is faster, or holds the lease, the next longest is tried.
 */
public final class Thief {
    private static final int SAMPLE = 16;
    private static final int TRIES = 3;

    private final Seats seats;
    private final Steals steals;

    /** A thief among these. */
    public Thief(Seats seats) {
        this(seats, new Steals());
    }

    /**
     * A thief among these.
     *
     * @param steals who took from whom
     */
    public Thief(Seats seats, Steals steals) {
        this.seats = seats;
        this.steals = steals;
    }

    /**
     * Fills the empty chunk of {@code self}; gives how many jobs it took.
     *
     * @param oldestFirst begin with what has waited longest, the chunk, and not with what costs the victim least, the lane
     */
    public int steal(Seat self, boolean oldestFirst) {
        Seat[] all = seats.taken();
        int first = all.length <= SAMPLE ? 0 : ThreadLocalRandom.current().nextInt(all.length);
        for (int seen = 0; seen < all.length; seen += SAMPLE) {
            int taken = stealAmong(self, all, first + seen, Math.min(SAMPLE, all.length - seen), oldestFirst);
            if (taken > 0) {
                return taken;
            }
        }
        return 0;
    }

    private int stealAmong(Seat self, Seat[] all, int first, int sample, boolean oldestFirst) {
        int tried = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int longest = longest(self, all, first, sample, tried);
            if (longest < 0) {
                return 0;
            }
            tried |= 1 << longest;
            Seat victim = all[(first + longest) % all.length];
            int taken = take(self, victim, oldestFirst);
            self.counters().add(Count.STEAL_ATTEMPTS, 1);
            if (taken > 0) {
                self.counters().add(Count.STEALS, 1);
                self.counters().add(Count.STOLEN_JOBS, taken);
                steals.add(self.slot().number(), victim.slot().number(), taken);
                return taken;
            }
        }
        return 0;
    }

    /** Offset of the longest neighbour that was not tried, or -1 if none has anything. */
    private static int longest(Seat self, Seat[] all, int first, int sample, int tried) {
        int longest = -1;
        int most = 0;
        for (int i = 0; i < sample; i++) {
            Seat seat = all[(first + i) % all.length];
            if (seat != self && (tried & (1 << i)) == 0) {
                int backlog = seat.backlog();
                if (backlog > most) {
                    most = backlog;
                    longest = i;
                }
            }
        }
        return longest;
    }

    private static int take(Seat self, Seat victim, boolean oldestFirst) {
        if (oldestFirst) {
            int taken = victim.chunk().stealHalf(self.chunk());
            taken = taken > 0 ? taken : fromBatch(self, victim);
            return taken > 0 ? taken : fromLane(self, victim);
        }
        int taken = fromLane(self, victim);
        taken = taken > 0 ? taken : fromBatch(self, victim);
        return taken > 0 ? taken : victim.chunk().stealHalf(self.chunk());
    }

    private static int fromLane(Seat self, Seat victim) {
        return Intake.fromLane(self, victim.lane(), half(victim.lane().size()));
    }

    private static int fromBatch(Seat self, Seat victim) {
        return Intake.fromBatch(self, victim.batch(), half(victim.batchSize()));
    }

    private static int half(int backlog) {
        return Math.min((backlog + 1) / 2, Chunk.CAPACITY);
    }
}
