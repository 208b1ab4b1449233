package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.runtime.handle.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has which place among the turns of a fan-out, and whether there has been a signal. Guarded by its monitor, under which nothing is called. */
final class Places {
    private final Turns turns;
    /** Made when they are first taken; where bodies capture the caller's context, by the caller's thread at the beginning. */
    private final @Nullable Place[] places;
    /** How many are taken. */
    private int taken;
    /** Counts signals. Written under the monitor, read by turns before each step. */
    private volatile long version;
    /** Set once, under the monitor; read by all. */
    private volatile boolean over;

    Places(Turns turns, int width, boolean now) {
        this.turns = turns;
        this.places = new Place[width];
        for (int i = 0; now && i < width; i++) {
            places[i] = new Place(i, turns);
        }
    }

    long version() {
        return version;
    }

    boolean isOver() {
        return over;
    }

    synchronized int taken() {
        return taken;
    }

    synchronized boolean anyFree() {
        return !over && taken < places.length;
    }

    /** A signal: a place that was free, or null. */
    synchronized @Nullable Place take() {
        version++;
        if (over || taken == places.length) {
            return null;
        }
        for (int i = 0; i < places.length; i++) {
            Place place = place(i);
            if (!place.taken) {
                place.taken = true;
                place.task = null;
                taken++;
                return place;
            }
        }
        throw new IllegalStateException(taken + " of " + places.length + " places are taken, and none is free");
    }

    private Place place(int number) {
        Place place = places[number];
        if (place == null) {
            place = new Place(number, turns);
            places[number] = place;
        }
        return place;
    }

    synchronized void giveBack(Place place) {
        place.taken = false;
        taken--;
    }

    /** Gives it back unless there has been a signal since {@code seen}. */
    synchronized boolean giveBackIf(Place place, long seen) {
        if (version != seen && !over) {
            return false;
        }
        giveBack(place);
        return true;
    }

    /** Gives a place back that got no job, unless nobody else would look at the work. */
    synchronized boolean isLast(Place place) {
        if (taken > 1 || over) {
            giveBack(place);
            return false;
        }
        return true;
    }

    /** The turn may have come to its end already, or have queued up again. */
    synchronized void showUnlessFollowed(Place place, Task<Void> task) {
        if (place.task == null) {
            place.task = task;
        }
    }

    /** It waits for room; gives the number of this wait. */
    synchronized int awaits(Place place) {
        place.awaitsRoom = true;
        return ++place.waits;
    }

    /** How the wait can be ended by who takes the place out of it; false if it is over already. */
    synchronized boolean keep(Place place, int wait, Runnable leave) {
        boolean waits = place.awaitsRoom && place.waits == wait;
        if (waits) {
            place.leave = leave;
        }
        return waits;
    }

    /** There is room for this wait, or there will be none: whether it was still on, so that the place is the caller's now. */
    synchronized boolean answered(Place place, int wait) {
        boolean waited = place.awaitsRoom && place.waits == wait;
        if (waited) {
            place.awaitsRoom = false;
            place.leave = null;
        }
        return waited;
    }

    /** Takes it out of its wait for room, if it is in one: it is the caller's then. What is to be run for the line to know, or null if it was in none. */
    synchronized @Nullable Runnable noMoreAwaits(Place place) {
        if (!place.awaitsRoom) {
            return null;
        }
        Runnable leave = place.leave;
        place.awaitsRoom = false;
        place.leave = null;
        return leave == null ? Places::notInLineYet : leave;
    }

    /** Who puts it into the line finds that the wait is over, and takes it out again. */
    private static void notInLineYet() {}

    /** Those whose turn has not begun. */
    synchronized List<Place> queued() {
        List<Place> queued = new ArrayList<>(0);
        for (Place place : places) {
            if (place != null && place.taken && (place.awaitsRoom || isQueued(place.task))) {
                queued.add(place);
            }
        }
        return queued;
    }

    private static boolean isQueued(@Nullable Task<Void> task) {
        return task != null && !task.isGhost();
    }

    synchronized @Nullable Task<Void> anyTask() {
        for (Place place : places) {
            Task<Void> task = place != null && place.taken ? place.task : null;
            if (task != null && !task.isDone()) {
                return task;
            }
        }
        return null;
    }

    /** No further one is taken; the jobs that were shown. */
    synchronized List<Task<Void>> end() {
        over = true;
        version++;
        List<Task<Void>> tasks = new ArrayList<>();
        for (Place place : places) {
            Task<Void> task = place != null && place.taken ? place.task : null;
            if (task != null) {
                tasks.add(task);
            }
        }
        return tasks;
    }
}
