package dev.millrace.pool.runtime.dispatch;

import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.idle.Search;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.idle.Work;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One dispatcher: places jobs while it can, then searches, then sleeps. An error in it is told and the loop goes on after a pause; an element that it had in its hand
 * goes back to the queue.
 */
public final class DispatcherThread implements Runnable, Work {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final DedicatedDispatcher dispatcher;
    private final JobQueue queue;
    private final Idle idle;
    private final int group;
    private final int dispatchers;
    private final BooleanSupplier drained;
    private final Consumer<Throwable> failures;
    private final Sleeper sleeper = new Sleeper();
    private final Search search;
    private volatile boolean stopping;
    private @Nullable Object inHand;

    /**
     * A dispatcher for the seats of {@code group}.
     *
     * @param idle where the dispatchers sleep
     * @param dispatchers how many there are
     * @param drained whether the pool is closed and nothing is left to do
     * @param failures told of errors in the dispatcher itself
     */
    public DispatcherThread(
            DedicatedDispatcher dispatcher,
            JobQueue queue,
            Idle idle,
            int group,
            int dispatchers,
            BooleanSupplier drained,
            Consumer<Throwable> failures) {
        this.dispatcher = dispatcher;
        this.queue = queue;
        this.idle = idle;
        this.group = group;
        this.dispatchers = dispatchers;
        this.drained = drained;
        this.failures = failures;
        this.search = new Search(idle, this, sleeper);
    }

    /** How this thread sleeps. */
    public Sleeper sleeper() {
        return sleeper;
    }

    /**
     * Ends the thread without waiting for the queue to be empty. Flag first, sleeper second: the thread announces its sleep, then reads the flag. To wake all that are counted is not enough: the right to wake this one may have
     * been used for another that had announced itself and not counted itself yet.
     */
    public void stop() {
        stopping = true;
        idle.wakeSurely(sleeper);
    }

    @Override
    public void run() {
        sleeper.bind();
        while (!over()) {
            try {
                dispatch();
            } catch (Throwable failure) {
                putBack();
                dispatcher.tellOfLanes();
                search.end();
                failures.accept(failure);
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
        search.end();
    }

    private void dispatch() {
        while (!over()) {
            int moved = dispatcher.place(group, this);
            if (moved > 0) {
                search.found(1); // what it moved is the workers' now
            } else {
                search.rest(dispatchers);
            }
        }
    }

    /** Puts an element, if there is one, into a lane that has room. */
    boolean carry(@Nullable Object element, Lane lane) {
        if (element == null) {
            return false;
        }
        inHand = element;
        Probe.at(Point.ROUTED);
        lane.put(element);
        inHand = null;
        return true;
    }

    private void putBack() {
        Object element = inHand;
        if (element != null) {
            inHand = null;
            queue.putBack(element);
        }
    }

    @Override
    public boolean visible() {
        return dispatcher.canPlace();
    }

    @Override
    public boolean moreVisible() {
        return dispatcher.canPlace();
    }

    @Override
    public boolean over() {
        return stopping || drained.getAsBoolean();
    }

    @Override
    public boolean asleep() {
        return dispatcher.mustStayAwake();
    }
}
