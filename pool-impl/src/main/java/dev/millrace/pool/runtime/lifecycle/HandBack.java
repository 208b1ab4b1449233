package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.job.Arbitrated;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.job.Submitted;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.stats.Fate;
import dev.millrace.pool.runtime.strand.Strands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes every accepted job that has not started, wherever it lies, by the claims that a thief would use: so a job is either started or handed back, never both. Guarded by its monitor. For use after the admission
 * was closed and the workers were told to stop; then depth only falls. The jobs of strands are taken out of these, whether their elements are found or their current job runs; an element alone gives nothing back.
 */
final class HandBack {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PATIENCE_ROUNDS = 1_000;

    private final Admission admission;
    private final JobQueue queue;
    private final Seats seats;
    private final Strands strands;
    private final Home home;
    private final List<Taken> taken = new ArrayList<>();
    private final List<Runnable> jobs = new ArrayList<>();
    private final List<Arbitrated> given = new ArrayList<>();

    HandBack(Admission admission, Home home, JobQueue queue, Seats seats, Strands strands) {
        this.admission = admission;
        this.home = home;
        this.queue = queue;
        this.seats = seats;
        this.strands = strands;
    }

    /**
     * Takes until nothing is left. A job can be out of reach for a moment, in the hand of a worker that is putting it back or of a submitter that was admitted and has not yet
     * published; hence the loop, and since such a thread may be preempted for long, its bound: in time, and in rounds that found nothing, since in a machine that stood still for a second nobody had the time to put anything back.
     */
    synchronized void takeAll() {
        long start = Probe.nanoTime();
        int fruitless = 0;
        while (admission.depth() > 0 && (fruitless < PATIENCE_ROUNDS || Probe.nanoTime() - start < PATIENCE_NANOS)) {
            int before = taken.size();
            for (Seat seat : seats.taken()) {
                takeFrom(seat);
            }
            for (Object element = queue.poll(); element != null; element = queue.poll()) {
                take(element);
            }
            strands.drain(this::take);
            if (taken.size() == before) {
                fruitless++;
                Probe.yieldAt(Point.SPIN);
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
                Probe.at(Point.LEASE_TAKEN);
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
        } else if (!(element instanceof Arbitrated job)) {
            home.left(Fate.HANDED_BACK);
            taken.add(new Taken(Submitted.of(element), null));
        } else {
            Runnable submitted = job.tryReturn();
            if (submitted != null) {
                taken.add(new Taken(submitted, job));
            }
        }
    }

    /** Takes all and gives it away, handles as they are. In one step: nobody who completes what was taken comes between. */
    synchronized List<Runnable> takeAndGiveAway() {
        takeAll();
        List<Runnable> away = new ArrayList<>();
        for (Taken job : forget()) {
            if (job.handle() != null) {
                job.handle().give();
                given.add(job.handle());
            }
            away.add(job.handle() instanceof Runnable handle ? handle : job.submitted());
        }
        return away;
    }

    /** Completes the handles that were given away and that nobody has run or cancelled since. Calls the user's actions, so it holds no lock. */
    void completeGiven() {
        List<Arbitrated> left;
        synchronized (this) {
            left = List.copyOf(given);
            given.clear();
        }
        left.forEach(Arbitrated::handBack);
    }

    /** Completes the handles of what was taken and not given away. Calls the user's actions, so it holds no lock. */
    void complete() {
        for (Taken job : forget()) {
            if (job.handle() != null) {
                job.handle().handBack();
            }
        }
    }

    private synchronized List<Taken> forget() {
        List<Taken> mine = List.copyOf(taken);
        taken.clear();
        mine.forEach(job -> jobs.add(job.submitted()));
        return mine;
    }

    /** What was taken so far, as it was submitted. */
    synchronized List<Runnable> jobs() {
        return List.copyOf(jobs);
    }

    private record Taken(Runnable submitted, @Nullable Arbitrated handle) {}
}
