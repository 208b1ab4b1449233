package dev.millrace.sim;

import dev.millrace.pool.LoadSnapshot;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** The last readings, newest first; read by policies, which see a list that they cannot change. */
final class Memory extends AbstractList<LoadSnapshot> implements RandomAccess {
    private final LoadSnapshot[] ring;
    private long kept;
    private int size;

    Memory(int length) {
        ring = new LoadSnapshot[length];
    }

    void keep(LoadSnapshot load) {
        if (ring.length > 0) {
            ring[(int) (kept++ % ring.length)] = load;
            size = Math.min(size + 1, ring.length);
        }
    }

    void forget() {
        size = 0;
    }

    @Override
    public LoadSnapshot get(int index) {
        Objects.checkIndex(index, size);
        return ring[(int) ((kept - 1 - index) % ring.length)];
    }

    @Override
    public int size() {
        return size;
    }
}
