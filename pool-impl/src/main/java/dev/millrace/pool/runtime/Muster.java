package dev.millrace.pool.runtime;

import dev.millrace.pool.WorkerSnapshot;
import dev.millrace.pool.WorkerSnapshot.Activity;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.watch.StuckJobWatch;
import dev.millrace.pool.runtime.worker.Waits;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Tells what each worker does, by reading what it keeps for its own work. Thread-safe; the parts of one answer are read one after the other. */
final class Muster {
    private final Seats seats;
    private final Waits waits;
    private final StuckJobWatch stuck;

    Muster(Seats seats, Waits waits, StuckJobWatch stuck) {
        this.seats = seats;
        this.waits = waits;
        this.stuck = stuck;
    }

    List<WorkerSnapshot> workers() {
        return Arrays.stream(seats.taken())
                .map(this::snapshot)
                .sorted(Comparator.comparingInt(WorkerSnapshot::number))
                .toList();
    }

    private WorkerSnapshot snapshot(Seat seat) {
        Runner worker = seat.runner();
        return new WorkerSnapshot(
                seat.slot().number(),
                worker == null ? "" : worker.name(),
                activity(seat),
                seat.lane().size(),
                seat.chunk().size() + seat.batchSize(),
                seat.slot().started(),
                stuck.runningFor(seat.slot()));
    }

    private Activity activity(Seat seat) {
        if (!seat.slot().busy()) {
            return seat.sleeper().isSleeping() ? Activity.SLEEPING : Activity.SEARCHING;
        }
        if (stuck.isStuck(seat.slot())) {
            return Activity.STUCK;
        }
        Runner worker = seat.runner();
        return worker != null && waits.contains(worker) ? Activity.WAITING : Activity.RUNNING;
    }
}
