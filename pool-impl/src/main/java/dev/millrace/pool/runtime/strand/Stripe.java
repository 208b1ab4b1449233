package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.runtime.handle.Runner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The strands of some of the keys. Its monitor guards the map and everything in its strands: to find a key's strand and to add a job to it are one step, so nobody ever finds a strand that has just gone. Held for a few steps only, and taken inside no other one
 * but that of a queue's overflow.
 */
final class Stripe {
    private static final int LARGE = 64;

    private Map<Object, Strand> strands = new HashMap<>();
    private int largest;

    Stripe() {}

    /** The strand of a key, made if there is none. Under the monitor. */
    Strand findOrMake(Object key) {
        Strand strand = strands.get(key);
        if (strand == null) {
            strand = new Strand(key, this, null);
            put(key, strand);
        }
        return strand;
    }

    private void put(Object key, Strand strand) {
        strands.put(key, strand);
        largest = Math.max(largest, strands.size());
    }

    /** Under the monitor. A large table that is empty is left to the collector. */
    void remove(Object key, Strand strand) {
        strands.remove(key, strand);
        if (largest > LARGE && strands.isEmpty()) {
            strands = new HashMap<>();
            largest = 0;
        }
    }

    /**
     * Takes a strand over for a thread that is in the middle of another job; null if another turn of it is under way.
     *
     * @param evenIfNone whether to begin one without a job if the key has none; otherwise null
     */
    synchronized @Nullable Strand takeOver(Object key, Runner by, boolean evenIfNone) {
        Strand waits = strands.get(key);
        if (waits == null ? !evenIfNone : !waits.isScheduled()) {
            return null;
        }
        Strand held = new Strand(key, this, by);
        put(key, held);
        if (waits != null) {
            held.takeAllOf(waits);
            waits.leave();
        }
        return held;
    }

    synchronized @Nullable Strand find(Object key) {
        return strands.get(key);
    }

    synchronized int waiting(Object key) {
        Strand strand = strands.get(key);
        return strand == null ? 0 : strand.waiting();
    }

    /** Takes all jobs of all strands, key by key. The taker is called without the monitor. */
    void drain(Consumer<Object> taker) {
        List<Object> all = new ArrayList<>();
        synchronized (this) {
            for (Strand strand : List.copyOf(strands.values())) {
                strand.drain(all::add);
                strand.isSpent();
            }
        }
        all.forEach(taker);
    }

    synchronized boolean hasWaiting() {
        for (Strand strand : strands.values()) {
            if (strand.waiting() > 0) {
                return true;
            }
        }
        return false;
    }

    synchronized void forEach(Consumer<Strand> reader) {
        strands.values().forEach(reader);
    }
}
