package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.runtime.handle.Rest;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the jobs of a stage and who takes their results: a bounded buffer, the results that are held back while it is full, and how much of the stage's width is in use.
 *
 * <p>A job has a share of the width from {@link #tryBegin} until its result is in the buffer; so {@code running + heldBack <= width}, and no more than {@code width + capacity} results were begun and not taken. Who takes a result makes the oldest one
 * that is held back move up.
 *
 * <p>Everything is guarded by the monitor. Nothing is called under it; the listener is told afterwards.
 */
final class Channel {
    private final int width;
    private final int capacity;
    private final Listener listener;
    private final ArrayDeque<Object> buffer = new ArrayDeque<>();
    /** Only while the buffer is full. */
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    /** Jobs that wait in {@link #emit}. */
    private final Rest emitters = new Rest();

    private int running;
    /** Shares of the width whose holder reads the source; it may never come back. */
    private int reading;
    /** How many of those held back have a job that waits for it, and has its share as a running one. */
    private int emitting;

    private long started;
    private long ended;
    private long taken;
    /** No further job begins. */
    private boolean inputEnded;
    /** Nothing further comes into the buffer. */
    private boolean closed;
    /** What was in it is gone, and what comes is forgotten. */
    private boolean dropped;
    /** Running jobs hand over nothing further. */
    private boolean refusing;

    private boolean drained;

    /** Told outside of the monitor, on the thread that changed something. */
    interface Listener {
        /** There is more to take. */
        void filled();

        /** A share of the width is free again. */
        void freed();

        /** Nothing is left, and nothing will come; once. */
        void drained();
    }

    Channel(int width, int capacity, Listener listener) {
        this.width = width;
        this.capacity = capacity;
        this.listener = listener;
    }

    int width() {
        return width;
    }

    int capacity() {
        return capacity;
    }

    // ---- shares of the width

    /** Takes a share of the width, for a job; false if there is none, or no further job may begin. */
    synchronized boolean tryBegin() {
        if (!hasShare()) {
            return false;
        }
        running++;
        return true;
    }

    /** Whether a job could begin. */
    synchronized boolean hasShare() {
        return !inputEnded && running + reading + held.size() - emitting < width;
    }

    /** The holder of a share calls the source: the end need not wait for that. */
    synchronized void reads() {
        running--;
        reading++;
    }

    /** After {@link #reads}. */
    synchronized void hasRead() {
        reading--;
        running++;
    }

    /** There was nothing to begin. */
    void giveUp() {
        boolean last;
        synchronized (this) {
            running--;
            last = checkEnd();
        }
        tell(false, last);
    }

    /** A job has begun with the share. */
    synchronized void begun() {
        started++;
    }

    /** A job has ended without a result, or has handed over all of its own. */
    void end() {
        boolean last;
        synchronized (this) {
            running--;
            ended++;
            last = checkEnd();
        }
        tell(false, last);
    }

    /** A job has ended with a result. */
    void put(Object result) {
        boolean room;
        boolean last;
        synchronized (this) {
            running--;
            ended++;
            room = !dropped && offer(new Held(result, false));
            last = checkEnd();
        }
        tell(room, last);
    }

    /** No further job will begin. */
    void inputEnds() {
        boolean last;
        synchronized (this) {
            inputEnded = true;
            last = checkEnd();
        }
        tell(false, last);
    }

    // ---- the buffer

    /** Puts into the buffer, or behind those that are held back. */
    private boolean offer(Held result) {
        if (held.isEmpty() && buffer.size() < capacity) {
            buffer.add(result.value);
            return true;
        }
        held.add(result);
        return false;
    }

    /**
     * A running job hands over one of many values; waits while the buffer is full.
     *
     * @param mayWait whether anybody could take one meanwhile
     * @throws InterruptedException if it was interrupted or refused, and the value was not handed over
     * @throws IllegalStateException if it had to wait and may not
     */
    void emit(Object value, boolean mayWait) throws InterruptedException {
        Held mine = new Held(value, true);
        boolean in;
        synchronized (this) {
            if (refusing) {
                throw new InterruptedException("the fan-in has ended");
            }
            if (!mayWait && (buffer.size() >= capacity || !held.isEmpty())) {
                throw new IllegalStateException(
                        "the buffer of " + capacity
                                + " is full, and its consumer itself runs this producer in place: give it a larger buffer, or the pool another worker");
            }
            in = offer(mine);
            emitting += in ? 0 : 1;
        }
        if (in) {
            listener.filled();
        } else {
            awaitMove(mine);
        }
    }

    private void awaitMove(Held mine) throws InterruptedException {
        try {
            emitters.until(() -> isOver(mine), Long.MAX_VALUE);
        } catch (InterruptedException e) {
            if (withdraw(mine)) {
                throw e;
            }
            Thread.currentThread().interrupt();
        }
        if (withdraw(mine)) {
            throw new InterruptedException("the fan-in has ended");
        }
    }

    private synchronized boolean isOver(Held mine) {
        return mine.isSettled();
    }

    /** Whether the value was not handed over, and never will be. */
    private boolean withdraw(Held mine) {
        boolean last;
        synchronized (this) {
            if (mine.moved) {
                return false;
            }
            if (held.remove(mine)) {
                emitting--;
            }
            last = checkEnd();
        }
        tell(false, last);
        return true;
    }

    /** The next result, or null. */
    @Nullable Object poll() {
        Object result;
        Held up;
        boolean last;
        synchronized (this) {
            result = buffer.poll();
            if (result == null) {
                return null;
            }
            taken++;
            up = held.poll();
            if (up != null) {
                buffer.add(up.value);
                up.moved = true;
                emitting -= up.emitted ? 1 : 0;
            }
            last = checkEnd();
        }
        if (up != null && up.emitted) {
            emitters.wake();
        }
        tell(up != null, last);
        if (up != null) {
            listener.freed();
        }
        return result;
    }

    /** Whether no job runs. */
    synchronized boolean isIdle() {
        return running == 0;
    }

    synchronized boolean isEmpty() {
        return buffer.isEmpty();
    }

    // ---- the end

    private boolean checkEnd() {
        if (inputEnded && running == 0 && held.isEmpty()) {
            closed = true;
        }
        boolean now = closed && buffer.isEmpty() && !drained;
        drained |= now;
        return now;
    }

    private void tell(boolean filled, boolean last) {
        if (filled) {
            listener.filled();
        }
        if (last) {
            listener.drained();
        }
    }

    /** Running jobs hand over nothing further than they have; those that wait to do so are refused. */
    void refuse() {
        boolean last;
        synchronized (this) {
            inputEnded = true;
            refusing = true;
            for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
                Held one = all.next();
                if (one.emitted) {
                    one.refused = true;
                    emitting--;
                    all.remove();
                }
            }
            last = checkEnd();
        }
        emitters.wake();
        tell(false, last);
    }

    /** Forgets what it holds, and what comes. */
    void drop() {
        synchronized (this) {
            dropped = true;
            buffer.clear();
            held.removeIf(one -> !one.emitted);
            closed = true;
        }
        refuse();
    }

    /** Whether nothing further comes into the buffer. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Whether nothing is left and nothing will come. */
    synchronized boolean isDrained() {
        return drained;
    }

    /** A result that did not come through the buffer. */
    synchronized void takenBeside() {
        taken++;
    }

    synchronized Counts counts() {
        return new Counts(running - emitting, buffer.size(), held.size(), started, ended, taken, closed);
    }
}
