package dev.millrace.pool.runtime.group;

import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.handle.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jobs of a whole that have failed, in the order in which they did; the first {@value #KEPT} of them are kept. Thread-safe. */
final class Losses {
    private static final int KEPT = 100;

    /** Guarded by the monitor, as all here. */
    private final List<FanResult<String, Object>> kept = new ArrayList<>(0);

    private int told;
    /** Written under the monitor; read first without it, by those who have waited for the jobs. */
    private volatile int count;

    /** Whether a job that is done has failed: one that was only cancelled has not. */
    static boolean isLoss(Task<?> task) {
        return !task.hasValue() && !(task.outcome() instanceof Outcome.Cancelled);
    }

    /**
     * Notes one.
     *
     * @param outcome without a value
     */
    @SuppressWarnings("unchecked") // it has none
    synchronized void add(int position, Outcome<?> outcome) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new FanResult<>(position, "", (Outcome<Object>) outcome));
        }
    }

    /** Notes those that are kept in a failure that is told instead of them. */
    synchronized void suppressIn(Throwable other) {
        kept.forEach(loss -> other.addSuppressed(loss.failure()));
    }

    /** All so far as one exception, or null if there are none. From now on they are told. */
    @Nullable FanOutException tell() {
        return count == 0 ? null : tellAll();
    }

    /** The same, of a whole that has lost. */
    synchronized FanOutException tellAll() {
        told = count;
        return FanOutException.of(kept, count);
    }

    /** The same, but null if nothing has come since it was told last. */
    @Nullable FanOutException tellNew() {
        if (count == 0) {
            return null;
        }
        synchronized (this) {
            return told == count ? null : tellAll();
        }
    }
}
