package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.lane.Lane;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The places of all workers: a copy-on-write array of those that are taken, and an append-only array of slots. Writers hold the monitor; readers take whichever
 * array they see. A stale array is harmless: a seat that has left it is empty and closed, and one that has joined looks for work before it sleeps.
 */
public final class Seats {
    private final int laneCapacity;
    private final int groups;
    private final ArrayDeque<Slot> freeSlots = new ArrayDeque<>();
    private volatile Seat[] taken = {};
    private volatile Sleeper[] sleepers = {};
    private volatile Slot[] slots = {};

    /**
     * No seats yet.
     *
     * @param laneCapacity elements in each lane
     * @param groups how many dispatchers share the seats, at least 1
     */
    public Seats(int laneCapacity, int groups) {
        this.laneCapacity = laneCapacity;
        this.groups = groups;
    }

    /** Takes a seat in the smallest group, for nobody in particular. */
    public Seat take(Sleeper sleeper) {
        return take(sleeper, null);
    }

    /** Takes a seat in the smallest group. */
    public synchronized Seat take(Sleeper sleeper, @Nullable Runner runner) {
        Seat seat = new Seat(freeOrNewSlot(), new Lane(laneCapacity), sleeper, runner, smallestGroup());
        setTaken(plus(taken, seat));
        return seat;
    }

    private Slot freeOrNewSlot() {
        Slot free = freeSlots.poll();
        if (free != null) {
            return free;
        }
        Slot fresh = new Slot(slots.length);
        slots = plus(slots, fresh);
        return fresh;
    }

    private int smallestGroup() {
        int[] sizes = new int[groups];
        for (Seat seat : taken) {
            sizes[seat.group()]++;
        }
        int smallest = 0;
        for (int group = 1; group < groups; group++) {
            if (sizes[group] < sizes[smallest]) {
                smallest = group;
            }
        }
        return smallest;
    }

    /** Leaves a seat: empty, its lane closed. Its slot goes to the next who takes a seat. */
    public synchronized void leave(Seat seat) {
        setTaken(Arrays.stream(taken).filter(other -> other != seat).toArray(Seat[]::new));
        freeSlots.add(seat.slot());
    }

    private void setTaken(Seat[] now) {
        taken = now;
        sleepers = Arrays.stream(now).map(Seat::sleeper).toArray(Sleeper[]::new);
    }

    private static <T> T[] plus(T[] array, T element) {
        T[] longer = Arrays.copyOf(array, array.length + 1);
        longer[array.length] = element;
        return longer;
    }

    /** The taken seats; not to be changed. */
    public Seat[] taken() {
        return taken;
    }

    /** The sleepers of the taken seats; not to be changed. */
    public Sleeper[] sleepers() {
        return sleepers;
    }

    /** All slots that there ever were; not to be changed. */
    public Slot[] slots() {
        return slots;
    }

    /** Jobs started by all workers that there ever were, modulo 2^40. */
    public long started() {
        long sum = 0;
        for (Slot slot : slots) {
            sum += slot.chunk().started();
        }
        return sum;
    }

    /** Whether anything lies with a worker that another could take. */
    public boolean haveWork() {
        return haveWorkBesides(null);
    }

    /** The same, but for one seat. */
    public boolean haveWorkBesides(@Nullable Seat self) {
        for (Seat seat : taken) {
            if (seat != self && seat.hasWork()) {
                return true;
            }
        }
        return false;
    }
}
