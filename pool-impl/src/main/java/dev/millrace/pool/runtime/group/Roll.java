package dev.millrace.pool.runtime.group;

import dev.millrace.pool.runtime.handle.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a group that are not done, but for those that its owner holds: how many, and which. One that is done is forgotten, so a group can live long. Thread-safe.
 *
 * <p>A job is counted before it is handed to the pool, and listed after it or when it begins; so it may be done before it is listed. Who lists it looks at its state afterwards, who completes it strikes it off afterwards: one of the two sees the other.
 */
final class Roll {
    /** Answer: as many are active as may be. */
    static final int FULL = -1;
    /** Answer: nobody enters any more. */
    static final int CLOSED = -2;

    /** Null until one is listed. Set once, under the monitor. */
    private volatile @Nullable Set<Task<?>> listed;
    /** Jobs that were stopped while they ran and have not come back; null until there is one. Guarded by the monitor, but for being null. */
    private volatile @Nullable Set<Task<?>> stopped;
    /** Guarded by the monitor. */
    private boolean closed;
    /** Less than 0 where held jobs ended elsewhere. Written under the monitor, read by all; as the next two. */
    private volatile int active;

    private volatile int forked;

    private volatile int lists;

    /**
     * Counts one more, if {@code most} allows it.
     *
     * @return its position, or {@link #FULL} or {@link #CLOSED}
     */
    synchronized int tryEnter(int most) {
        if (closed) {
            return CLOSED;
        }
        if (!hasPlace(most)) {
            return FULL;
        }
        setActive(active + 1);
        int position = forked;
        forked = Math.max(position, position + 1);
        return position;
    }

    /** How many were counted. */
    int forked() {
        return forked;
    }

    /** Whether fewer than {@code most} run, or will. */
    synchronized boolean hasPlace(int most) {
        Set<Task<?>> all = stopped;
        return (long) active + (all == null ? 0 : all.size()) < most;
    }

    /** Lists one that was counted. */
    void list(Task<?> task) {
        Set<Task<?>> all = listedToAdd();
        all.add(task);
        if (task.isDone()) {
            all.remove(task);
        }
        synchronized (this) {
            int before = lists;
            lists = before + 1;
        }
    }

    private synchronized Set<Task<?>> listedToAdd() {
        Set<Task<?>> all = listed;
        if (all == null) {
            all = ConcurrentHashMap.newKeySet();
            listed = all;
        }
        return all;
    }

    /** Counts how often one was listed. */
    int lists() {
        return lists;
    }

    /** One is done. */
    synchronized void leave(Task<?> task) {
        strike(task);
        setActive(active - 1);
        if (task.wasStopped()) {
            toggleStopped(task);
        }
    }

    /** One that is done need not be listed any more. */
    void strike(Task<?> task) {
        Set<Task<?>> all = listed;
        if (all != null) {
            all.remove(task);
        }
    }

    /** One that was stopped has come back. */
    synchronized void cameBack(Task<?> task) {
        toggleStopped(task);
    }

    /** Its being done and its coming back are told in any order: the first puts it in, the second takes it out. */
    private void toggleStopped(Task<?> task) {
        Set<Task<?>> all = stopped;
        if (all == null) {
            all = new HashSet<>();
            stopped = all;
        }
        if (!all.remove(task)) {
            all.add(task);
        }
    }

    /** One that was counted was never handed to the pool. */
    synchronized void withdraw() {
        setActive(active - 1);
    }

    private void setActive(int now) {
        active = now;
    }

    /**
     * Nobody enters any more, if nobody is here.
     *
     * @param held how many the owner holds, or held and has not seen end
     */
    synchronized boolean tryClose(int held) {
        closed = closed || active + held == 0;
        return closed;
    }

    /** How many were counted, of the held ones minus how many ended elsewhere. */
    int active() {
        return active;
    }

    /** Whether jobs run on that are done for their handles. To be asked when none is active. */
    boolean anyStopped() {
        Set<Task<?>> all = stopped;
        if (all == null) {
            return false;
        }
        synchronized (this) {
            return !all.isEmpty();
        }
    }

    /** Whether the current thread runs one of them. */
    boolean anyRunsHere() {
        for (Task<?> task : listed()) {
            if (task.runsHere()) {
                return true;
            }
        }
        synchronized (this) {
            Set<Task<?>> all = stopped;
            return all != null && all.stream().anyMatch(Task::runsHere);
        }
    }

    /** Those that are listed, at the moment of each look. */
    Iterable<Task<?>> listed() {
        Set<Task<?>> all = listed;
        return all == null ? List.of() : all;
    }

    /** Asks for each that is listed; perhaps for one that was just done. Whether any answer was yes. */
    boolean forEach(Predicate<Task<?>> action) {
        boolean any = false;
        for (Task<?> task : listed()) {
            any |= action.test(task);
        }
        return any;
    }

    /** One that is listed, or null. */
    @Nullable Task<?> any() {
        for (Task<?> task : listed()) {
            return task;
        }
        return null;
    }
}
