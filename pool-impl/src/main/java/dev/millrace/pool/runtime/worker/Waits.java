package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.seat.Seats;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/**
 * Workers whose job waits for another job, of this pool or another, that others run. While nobody else is idle and jobs wait, each of them gets a spare worker, within the pool's largest size; when all workers wait and no spare can be had, that is told,
 * with who waits for what. Thread-safe.
 */
public final class Waits {
    private final Idle idle;
    private final Seats seats;
    private final BooleanSupplier jobsWait;
    private final Failures failures;
    private final Set<Runner> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile int wanted;
    private volatile IntUnaryOperator spares = count -> 0;
    /** Guarded by the monitor. */
    private int workers;

    /**
     * Nobody waits.
     *
     * @param jobsWait whether there are jobs that have not started
     */
    public Waits(Idle idle, Seats seats, BooleanSupplier jobsWait, Failures failures) {
        this.idle = idle;
        this.seats = seats;
        this.jobsWait = jobsWait;
        this.failures = failures;
    }

    /** Who hires spares: told how many there should be, gives how many workers there are, or will be in a moment. */
    public void hireBy(IntUnaryOperator crew) {
        spares = crew;
    }

    void begin(Runner worker) {
        waiting.add(worker);
    }

    void end(Runner worker) {
        waiting.remove(worker);
        told.set(false);
        if (wanted > 0) {
            follow(false);
        }
    }

    /** Asks for as many spares as there are waiting workers, or only gives back those too many. Looks and asks in one step, so that the last to come asks for what is true last. */
    private synchronized void follow(boolean more) {
        int now = waiting.size();
        int count = more ? now : Math.min(wanted, now);
        if (more || count != wanted) {
            wanted = count;
            workers = spares.applyAsInt(count);
        }
    }

    /** Called by waiting workers now and then. */
    void look() {
        if (!jobsWait.getAsBoolean() || idle.sleeping() + idle.searching() > 0) {
            return;
        }
        follow(true);
        if (allWait() && told.compareAndSet(false, true)) {
            failures.warn(() -> "starvation: all " + waiting.size()
                    + " workers wait for other jobs, and jobs wait for a worker" + System.lineSeparator()
                    + String.join(System.lineSeparator(), lines()));
        }
    }

    /** Whether jobs wait for a worker, and all workers wait, though as many spares were hired as may be. */
    public boolean starve() {
        if (!jobsWait.getAsBoolean() || idle.sleeping() + idle.searching() > 0) {
            return false;
        }
        follow(true);
        return allWait();
    }

    /** One that is on its way to its seat does not wait. */
    private synchronized boolean allWait() {
        return waiting.size() >= Math.max(workers, seats.taken().length);
    }

    /** How many wait. */
    public int count() {
        return waiting.size();
    }

    /** Whether this one waits. */
    public boolean contains(Runner worker) {
        return waiting.contains(worker);
    }

    /** Who waits for what, one line each. */
    public List<String> lines() {
        return waiting.stream().map(Runner::waitInWords).sorted().toList();
    }
}
