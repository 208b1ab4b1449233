package dev.millrace.pool.runtime.strand;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Strands by key. Guarded by the monitor of its {@link Stripe}.
 *
 * <p>Every job of a key that was idle is one entry and one removal here, on two processors. So the strands are chained themselves, with their hashes: to take one out touches neither its key nor an entry object. That pays while chains are short. Where many keys have one
 * hash, a {@link HashMap} takes over, which orders what it can compare. A large table that is empty is left to the collector.
 */
final class KeyTable {
    private static final int SMALL = 16;
    private static final int LONGEST_CHAIN = 16;

    private @Nullable Strand[] heads = new Strand[SMALL];
    private int size;
    /** Everything, once a chain was too long, until nothing is left. */
    private @Nullable Map<Object, Strand> crowd;

    KeyTable() {}

    boolean isEmpty() {
        return size == 0;
    }

    private static int place(int hash, int length) {
        return (hash ^ (hash >>> SMALL)) & (length - 1);
    }

    @Nullable Strand find(Object key, int hash) {
        if (crowd != null) {
            return crowd.get(key);
        }
        Strand strand = heads[place(hash, heads.length)];
        while (strand != null && !(strand.hash() == hash && strand.key().equals(key))) {
            strand = strand.chained();
        }
        return strand;
    }

    /** Adds the strand of a key that has none. */
    void add(Strand strand) {
        if (crowd == null && size >= heads.length) {
            grow();
        }
        size++;
        if (crowd != null) {
            crowd.put(strand.key(), strand);
        } else if (chain(strand, heads) > LONGEST_CHAIN) {
            crowd();
        }
    }

    /** Gives how long the chain is now, as far as that matters. */
    private static int chain(Strand strand, @Nullable Strand[] into) {
        int place = place(strand.hash(), into.length);
        strand.chain(into[place]);
        into[place] = strand;
        int length = 0;
        for (Strand each = strand; each != null && length <= LONGEST_CHAIN; each = each.chained()) {
            length++;
        }
        return length;
    }

    private void grow() {
        @Nullable Strand[] larger = new Strand[2 * heads.length];
        for (Strand strand : heads) {
            while (strand != null) {
                Strand next = strand.chained();
                chain(strand, larger);
                strand = next;
            }
        }
        heads = larger;
    }

    private void crowd() {
        Map<Object, Strand> all = new HashMap<>();
        forEach(strand -> all.put(strand.key(), strand));
        crowd = all;
        heads = new Strand[SMALL];
    }

    /** Takes a strand out, if it is in. */
    void remove(Strand strand) {
        if (crowd == null) {
            unchain(strand);
        } else if (crowd.remove(strand.key(), strand)) {
            size--;
        }
        if (size == 0 && (crowd != null || heads.length > SMALL * SMALL)) {
            crowd = null;
            heads = new Strand[SMALL];
        }
    }

    private void unchain(Strand strand) {
        int place = place(strand.hash(), heads.length);
        Strand before = null;
        for (Strand each = heads[place]; each != null; each = each.chained()) {
            if (each == strand) {
                if (before == null) {
                    heads[place] = strand.chained();
                } else {
                    before.chain(strand.chained());
                }
                strand.chain(null);
                size--;
                return;
            }
            before = each;
        }
    }

    void forEach(Consumer<Strand> reader) {
        if (crowd != null) {
            crowd.values().forEach(reader);
            return;
        }
        for (Strand head : heads) {
            for (Strand strand = head; strand != null; strand = strand.chained()) {
                reader.accept(strand);
            }
        }
    }
}
