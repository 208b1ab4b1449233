package dev.millrace.cli.soak;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Sees that the jobs of a key run one at a time and in their order. Thread-safe. */
final class KeyWatch {
    /** For jobs without a key. */
    static final int NO_KEY = -1;

    private final AtomicIntegerArray inside;
    private final AtomicIntegerArray last;

    KeyWatch(int keys) {
        inside = new AtomicIntegerArray(keys);
        last = new AtomicIntegerArray(keys);
    }

    /**
     * A job of a key begins; false if another one runs, or a later one has run.
     *
     * @param place its place among the jobs of its key, from 1
     */
    boolean enter(int key, int place) {
        boolean alone = inside.getAndIncrement(key) == 0;
        boolean later = last.getAndSet(key, place) < place;
        return alone && later;
    }

    /** It ends. */
    void leave(int key) {
        inside.decrementAndGet(key);
    }
}
