package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.runtime.handle.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The strands of some of the keys. Its monitor guards the table and everything in its strands: to find a key's strand and to add a job to it are one step, so nobody ever finds a strand that has just gone. Held for a few steps only, and taken inside no other one
 * but that of a queue's overflow.
 */
final class Stripe {
    private final KeyTable strands = new KeyTable();

    Stripe() {}

    /** The strand of a key, made if there is none. Under the monitor. */
    Strand findOrMake(Object key, int hash) {
        Strand strand = strands.find(key, hash);
        if (strand == null) {
            strand = new Strand(key, hash, this, null);
            strands.add(strand);
        }
        return strand;
    }

    /** Under the monitor. */
    void remove(Strand strand) {
        strands.remove(strand);
    }

    /**
     * Takes a strand over for a thread that is in the middle of another job; null if another turn of it is under way.
     *
     * @param evenIfNone whether to begin one without a job if the key has none; otherwise null
     */
    synchronized @Nullable Strand takeOver(Object key, int hash, Runner by, boolean evenIfNone) {
        Strand waits = strands.find(key, hash);
        if (waits == null ? !evenIfNone : !waits.isScheduled()) {
            return null;
        }
        Strand held = new Strand(key, hash, this, by);
        if (waits != null) {
            strands.remove(waits);
            held.takeAllOf(waits);
            waits.leave();
        }
        strands.add(held);
        return held;
    }

    synchronized @Nullable Strand find(Object key, int hash) {
        return strands.find(key, hash);
    }

    synchronized int waiting(Object key, int hash) {
        Strand strand = strands.find(key, hash);
        return strand == null ? 0 : strand.waiting();
    }

    /** Takes all jobs of all strands, key by key. The taker is called without the monitor. */
    void drain(Consumer<Object> taker) {
        List<Object> all = new ArrayList<>();
        synchronized (this) {
            List<Strand> now = new ArrayList<>();
            strands.forEach(now::add);
            for (Strand strand : now) {
                strand.drain(all::add);
                strand.isSpent();
            }
        }
        all.forEach(taker);
    }

    synchronized boolean hasWaiting() {
        List<Strand> waiting = new ArrayList<>(1);
        strands.forEach(strand -> {
            if (waiting.isEmpty() && strand.waiting() > 0) {
                waiting.add(strand);
            }
        });
        return !waiting.isEmpty();
    }

    synchronized void forEach(Consumer<Strand> reader) {
        strands.forEach(reader);
    }
}
