package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.job.Stamped;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes every accepted job that has not started, wherever it lies, by the claims that a thief would use: so a job is either started or handed back, never both. For use after the admission
 * was closed and the workers were told to stop; then depth only falls.
 */
final class HandBack {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Admission admission;
    private final Departures departures;
    private final JobQueue queue;
    private final Seats seats;
    private final List<Runnable> jobs = new ArrayList<>();
    private volatile int count;

    HandBack(Admission admission, Departures departures, JobQueue queue, Seats seats) {
        this.admission = admission;
        this.departures = departures;
        this.queue = queue;
        this.seats = seats;
    }

    /**
     * Takes until nothing is left. A job can be out of reach for a moment, in the hand of a worker that is putting it back or of a submitter that was admitted and has not yet
     * published; hence the loop, and since such a thread may be preempted for long, its bound.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    synchronized void takeAll() {
        long start = System.nanoTime();
        while (admission.depth() > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            int before = jobs.size();
            for (Seat seat : seats.taken()) {
                takeFrom(seat);
            }
            for (Object element = queue.poll(); element != null; element = queue.poll()) {
                take(element);
            }
            if (jobs.size() == before) {
                Thread.yield();
            }
        }
    }

    private void takeFrom(Seat seat) {
        seat.chunk().drain(this::take);
        Batch batch = seat.batch();
        if (batch != null) {
            take(batch);
        }
        Lane lane = seat.lane();
        if (!lane.isEmpty() && lane.lease().tryTake()) {
            try {
                for (Object element = lane.poll(); element != null; element = lane.poll()) {
                    take(element);
                }
            } finally {
                lane.lease().release();
            }
        }
    }

    private void take(Object element) {
        if (element instanceof Batch batch) {
            batch.drain(this::take);
        } else {
            jobs.add(Stamped.unwrap(element));
            departures.add(1);
            count = jobs.size();
        }
    }

    /** How many jobs were taken so far; does not wait for {@link #takeAll}. */
    int count() {
        return count;
    }

    /** What was taken so far. */
    synchronized List<Runnable> jobs() {
        return List.copyOf(jobs);
    }
}
