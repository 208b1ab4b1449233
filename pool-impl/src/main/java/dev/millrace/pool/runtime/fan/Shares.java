package dev.millrace.pool.runtime.fan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Which inputs of a bulk mapping are with which place, and which are with nobody yet: those from a cursor on, in their order. Thread-safe; each share has one owner. */
final class Shares {
    private final int inputs;
    /** Each set once, by its place, before that takes an input. */
    private final AtomicReferenceArray<@Nullable Share> shares;
    /** The first input that nobody has taken. */
    private final AtomicInteger cursor = new AtomicInteger();

    /** All inputs are with nobody. */
    Shares(int inputs, int places) {
        this.inputs = inputs;
        this.shares = new AtomicReferenceArray<>(places);
    }

    /** The share of a place. By its turn. */
    Share of(int place) {
        Share share = shares.get(place);
        if (share == null) {
            share = new Share();
            shares.set(place, share);
        }
        return share;
    }

    /** Whether there are inputs that nobody has taken. */
    boolean hasMore() {
        return cursor.get() < inputs;
    }

    /** Takes up to so many inputs for a place to begin with, from its share, from those with nobody, or from a neighbour: {@code from << 32 | to}, or -1 if there are none. By its turn. */
    long take(Share share, int place, int most) {
        long group = share.claim(most);
        if (group < 0 && (refill(share) || stealFor(share, place))) {
            group = share.claim(most);
        }
        return group;
    }

    private boolean refill(Share share) {
        int from = cursor.get();
        if (from >= inputs) {
            return false;
        }
        int fair = Math.max(1, (inputs - from) / (2 * shares.length()));
        int count = Math.min(share.atOnce(), fair);
        from = cursor.getAndAdd(count);
        if (from >= inputs) {
            cursor.set(inputs); // adding up what nobody gets must not wrap
            return false;
        }
        share.refill(from, Math.min(inputs, from + count));
        return true;
    }

    private boolean stealFor(Share share, int place) {
        for (int i = 1; i < shares.length(); i++) {
            Share victim = shares.get((place + i) % shares.length());
            if (victim != null && share.steal(victim)) {
                return true;
            }
        }
        return false;
    }

    // ---- by anybody

    /** How many inputs have been done in laps. */
    int done() {
        int done = 0;
        for (Share share : all()) {
            Lap last = share.last();
            done += last == null ? 0 : last.total();
        }
        return done;
    }

    /** What the places have done. */
    Laps laps() {
        List<Lap> lasts = new ArrayList<>(shares.length());
        for (Share share : all()) {
            Lap last = share.last();
            if (last != null) {
                lasts.add(last);
            }
        }
        return new Laps(lasts);
    }

    /** Those that there are. */
    List<Share> all() {
        List<Share> all = new ArrayList<>(shares.length());
        for (int i = 0; i < shares.length(); i++) {
            Share share = shares.get(i);
            if (share != null) {
                all.add(share);
            }
        }
        return all;
    }
}
