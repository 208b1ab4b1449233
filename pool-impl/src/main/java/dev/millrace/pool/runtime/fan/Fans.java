package dev.millrace.pool.runtime.fan;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a pool knows of its fan-outs: how many of their jobs have ended, and the fan-ins and pipelines that are open. One that its consumer has forgotten is forgotten here, too. Guarded by its monitor, but for the counts. */
public final class Fans {
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Set<Open> open = Collections.newSetFromMap(new WeakHashMap<>());

    /** One of them; equal to itself alone. */
    public interface Open {

        /** Results that wait for the consumer, those that are held back included. */
        int pending();

        /** How many such results there may be. */
        long capacity();

        /** The pool has stopped: no further turn will come. Calls nothing of the user's on the current thread where others rely on it. */
        void poolStops();
    }

    /** None is open. */
    public Fans() {}

    /** Jobs of a fan-out have ended. */
    public void ended(int normally, int otherwise) {
        if (normally > 0) {
            completed.add(normally);
        }
        if (otherwise > 0) {
            failed.add(otherwise);
        }
    }

    /** How many have ended normally. */
    public long completed() {
        return completed.sum();
    }

    /** How many have ended otherwise. */
    public long failed() {
        return failed.sum();
    }

    /** From now on it is open. */
    public synchronized void add(Open fan) {
        open.add(fan);
    }

    /** It has ended. */
    public synchronized void remove(Open fan) {
        open.remove(fan);
    }

    /** How many are open. */
    public synchronized int count() {
        return open.size();
    }

    /** Results that wait for consumers. */
    public long pending() {
        return all().stream().mapToLong(Open::pending).sum();
    }

    /** How many results may wait for them. */
    public long capacity() {
        return all().stream().mapToLong(Open::capacity).sum();
    }

    /** Tells all. */
    public void poolStops() {
        all().forEach(Open::poolStops);
    }

    private synchronized List<Open> all() {
        return List.copyOf(open);
    }
}
