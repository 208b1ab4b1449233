package dev.millrace.pool.runtime.group;

import dev.millrace.pool.runtime.handle.Task;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a group that are not done: how many, and which. One that is done is forgotten, so a group can live long. Thread-safe.
 *
 * <p>A job is counted before it is handed to the pool, and listed after it or when it begins; so it may be done before it is listed. Who lists it looks at its state afterwards, who completes it strikes it off afterwards: one of the two sees the other.
 */
final class Roll {
    /** Answer: as many are active as may be. */
    static final int FULL = -1;
    /** Answer: nobody enters any more. */
    static final int CLOSED = -2;

    private final Set<Task<?>> listed = ConcurrentHashMap.newKeySet();
    /** Jobs that were stopped while they ran and have not come back. Guarded by the monitor, as the next four. */
    private final Set<Task<?>> stopped = new HashSet<>(0);

    private long forked;
    private long lists;
    private int active;
    private boolean closed;

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
        active++;
        return (int) Math.min(Integer.MAX_VALUE, forked++);
    }

    /** Whether fewer than {@code most} run, or will. */
    synchronized boolean hasPlace(int most) {
        return (long) active + stopped.size() < most;
    }

    /** Lists one that was counted. */
    void list(Task<?> task) {
        listed.add(task);
        if (task.isDone()) {
            listed.remove(task);
        }
        synchronized (this) {
            lists++;
        }
    }

    /** How often one was listed. */
    synchronized long lists() {
        return lists;
    }

    /** One is done. */
    synchronized void leave(Task<?> task) {
        listed.remove(task);
        active--;
        if (task.wasStopped()) {
            toggleStopped(task);
        }
    }

    /** One that was stopped has come back. */
    synchronized void cameBack(Task<?> task) {
        toggleStopped(task);
    }

    /** Its being done and its coming back are told in any order: the first puts it in, the second takes it out. */
    private void toggleStopped(Task<?> task) {
        if (!stopped.remove(task)) {
            stopped.add(task);
        }
    }

    /** One that was counted was never handed to the pool. */
    synchronized void withdraw() {
        active--;
    }

    /** Nobody enters any more, if nobody is here. */
    synchronized boolean tryClose() {
        closed = closed || active == 0;
        return closed;
    }

    synchronized int active() {
        return active;
    }

    /** Whether jobs run on that are done for their handles. To be asked when none is active. */
    synchronized boolean anyStopped() {
        return !stopped.isEmpty();
    }

    /** Whether the current thread runs one of them. */
    boolean anyRunsHere() {
        if (listed.stream().anyMatch(Task::runsHere)) {
            return true;
        }
        synchronized (this) {
            return stopped.stream().anyMatch(Task::runsHere);
        }
    }

    /** Those that are listed, at the moment of each look. */
    Iterable<Task<?>> listed() {
        return listed;
    }

    /** Asks for each that is listed; perhaps for one that was just done. Whether any answer was yes. */
    boolean forEach(Predicate<Task<?>> action) {
        boolean any = false;
        for (Task<?> task : listed) {
            any |= action.test(task);
        }
        return any;
    }

    /** One that is listed, or null. */
    @Nullable Task<?> any() {
        for (Task<?> task : listed) {
            return task;
        }
        return null;
    }
}
