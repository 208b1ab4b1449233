package dev.millrace.pool.runtime.handle;

/** A task that was accepted, whose job counts its runs plainly, and the way in which a worker takes it. */
final class CountedTask {
    private final CountedHome home = new CountedHome();
    private final Task<?> task = new Task<>(home, (Runnable) this::job);
    /** Written by who runs the job, read by who knows that it has ended. */
    private int runs;

    CountedTask() {
        task.admitted(false);
    }

    private void job() {
        runs++;
    }

    /** As a worker that has it in its hand: wins it and runs it; 1 if it won. */
    int work() {
        Runner self = Runner.enter(home, () -> false);
        self.outermost(task);
        boolean won = task.begin(self);
        if (won) {
            task.runBegun(completed -> {});
        }
        self.outermost(null);
        Runner.leave();
        return won ? 1 : 0;
    }

    Task<?> task() {
        return task;
    }

    int runs() {
        return runs;
    }

    /** Places that were given back by others than its worker, whose chunk counts. */
    int departures() {
        return home.departures();
    }
}
