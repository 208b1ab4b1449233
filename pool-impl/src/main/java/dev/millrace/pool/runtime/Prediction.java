package dev.millrace.pool.runtime;

import dev.millrace.pool.HopelessJobException;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.explain.Times;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When a job that came now would start: {@code depth x mean run time / workers}. Nothing is predicted before a run time was measured. Thread-safe. */
final class Prediction {
    private final String pool;
    private final Admission admission;
    private final Seats seats;

    Prediction(String pool, Admission admission, Seats seats) {
        this.pool = pool;
        this.admission = admission;
        this.seats = seats;
    }

    /** The refusal of a job that would wait longer than it may, or null. */
    @Nullable HopelessJobException check(String label, Duration budget) {
        Seat[] taken = seats.taken();
        long mean = meanRunNanos(taken);
        int depth = admission.depth();
        double waitNanos = (double) depth * mean / Math.max(1, taken.length);
        if (waitNanos <= budget.toSeconds() * 1e9 + budget.toNanosPart()) {
            return null;
        }
        Duration estimate = Duration.ofNanos((long) waitNanos);
        return new HopelessJobException(
                String.format(
                        Locale.ROOT,
                        "pool '%s': %s would start in about %s, later than its startWithin of %s: depth %d x mean run %s / %d workers",
                        pool,
                        label,
                        Times.inWords(estimate),
                        Times.inWords(budget),
                        depth,
                        Times.inWords(mean),
                        taken.length),
                estimate);
    }

    /** The mean of the workers' means that are known; 0 if none is. */
    static long meanRunNanos(Seat[] taken) {
        long sum = 0;
        int measured = 0;
        for (Seat seat : taken) {
            long mean = seat.meanRunNanos();
            sum += mean;
            measured += mean > 0 ? 1 : 0;
        }
        return measured == 0 ? 0 : sum / measured;
    }
}
