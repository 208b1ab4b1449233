package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.strand.Strand;
import java.util.function.BooleanSupplier;

/**
 * One worker's turns with strands: at most {@value #MOST_JOBS} jobs or about {@value #MOST_NANOS} ns, then the strand goes behind all others that wait; if nobody waits, the turn goes on. Confined to the worker's thread.
 */
final class KeyTurns {
    private static final int MOST_JOBS = 8;
    private static final long MOST_NANOS = 50_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final Surroundings pool;
    private final Seat seat;
    private final Runner self;
    private final JobQueue queue;
    private final JobRunner runner;
    private final BooleanSupplier leave;

    KeyTurns(Surroundings pool, Seat seat, Runner self, JobRunner runner, BooleanSupplier leave) {
        this.pool = pool;
        this.seat = seat;
        this.self = self;
        this.queue = pool.queue();
        this.runner = runner;
        this.leave = leave;
    }

    /** Runs jobs of a strand that was just claimed from the chunk. Throws only what must end the thread; the strand is given back also then. */
    void take(Strand strand) {
        seat.chunk().beginTurn();
        int jobs = 0;
        long since = NEVER;
        try {
            boolean more = true;
            for (Object job = strand.begin(self); job != null; job = strand.next()) {
                if (!more) {
                    pool.firstJob().run(); // it came when the pool may have been at rest, and no refill has told of it
                }
                more = strand.hasMore();
                if (more && since == NEVER && mayTakeLong()) {
                    since = Probe.nanoTime();
                }
                run(job);
                jobs++;
                if (mustStop() || (isOver(jobs, more, since) && othersWait(more))) {
                    return;
                }
            }
        } finally {
            if (strand.release()) {
                queue.put(strand);
                pool.dispatcher().published();
            }
        }
    }

    /** A job behind which nothing waited when it began is taken for the end of the turn. */
    private static boolean isOver(int jobs, boolean more, long since) {
        return jobs >= MOST_JOBS || !more || (since != NEVER && Probe.nanoTime() - since >= MOST_NANOS);
    }

    /** The clock costs as much as a short job, so it is read only where the most jobs could take too long, by the mean of late; at first, when none is known, too. */
    private boolean mayTakeLong() {
        long mean = seat.meanRunNanos();
        return mean == 0 || mean * MOST_JOBS > MOST_NANOS;
    }

    /** Where the key has more, work at a neighbour counts, too: that one may hang, and nobody else be there to take it over. */
    private boolean othersWait(boolean more) {
        return seat.hasWork() || !queue.isEmpty() || (more && pool.seats().haveWork());
    }

    private boolean mustStop() {
        return leave.getAsBoolean()
                || (pool.attention().isCalled() && pool.pause().isOn());
    }

    private void run(Object job) {
        self.clearInterrupt();
        boolean called = pool.attention().isCalled();
        if (job instanceof Task<?> task) {
            if (runner.wins(task)) {
                started();
                runner.runTask(task);
            }
        } else {
            started();
            runner.run(job, called);
        }
    }

    private void started() {
        seat.chunk().startOfTurn();
        pool.line().roomMade();
    }
}
