package dev.millrace.cli.load;

import dev.millrace.pool.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.HdrHistogram.Histogram;

/**
 * Sends jobs on a schedule, from one thread, and never skips one: when the pool makes it wait, it sends what became due meanwhile at
 * once, and that delay counts in the jobs' latencies. With a batch size above one it collects that many due jobs and submits them
 * together.
 */
final class Generator {
    private final WorkerPool pool;
    private final Workload workload;
    private final Pace pace;
    private final int batch;
    private final List<Runnable> collected;
    private final Histogram lateness = Latencies.histogram();
    private int accepted;

    Generator(WorkerPool pool, Workload workload, Pace pace, int batch) {
        this.pool = pool;
        this.workload = workload;
        this.pace = pace;
        this.batch = batch;
        this.collected = new ArrayList<>(batch);
    }

    /**
     * Sends the jobs of the schedule, which begins where the last one ended. Returns early when the pace is stopped, the pool is
     * closed, or time is up: a schedule far beyond the machine would otherwise go on for ever.
     */
    void send(Schedule schedule) {
        lateness.reset();
        boolean going = true;
        while (going && accepted < schedule.end()) {
            int end = Math.min(schedule.end() - accepted, batch) + accepted;
            long due = schedule.intendedNanos(end - 1);
            long now = pace.awaitUntil(due);
            lateness.recordValue(Latencies.clamp(now - due));
            going = !pace.stopped() && !schedule.isOver(now) && submit(schedule, end);
        }
    }

    /** Sends what follows the jobs sent so far, up to the end. */
    private boolean submit(Schedule schedule, int end) {
        try {
            if (batch == 1) {
                pool.execute(new ChecksumJob(workload, schedule, accepted));
            } else {
                collect(schedule, end);
                pool.executeAll(collected);
            }
            accepted = end;
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    private void collect(Schedule schedule, int end) {
        collected.clear();
        for (int job = accepted; job < end; job++) {
            collected.add(new ChecksumJob(workload, schedule, job));
        }
    }

    /** How many jobs the pool has taken so far: those numbered below this. For the sending thread. */
    int accepted() {
        return accepted;
    }

    /** How far behind its schedule the generator made each submission of the last schedule. For the sending thread. */
    Histogram lateness() {
        return lateness;
    }
}
