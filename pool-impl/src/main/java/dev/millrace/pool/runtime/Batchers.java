package dev.millrace.pool.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The batching submitters of a pool, so that a close can publish what they hold. One that nobody holds any more, and that has collected nothing, is forgotten. Guarded by its monitor. */
final class Batchers {
    private final Set<Batcher> open = Collections.newSetFromMap(new WeakHashMap<>());
    /** Whether there was ever one. Written under the monitor, before the first is given out. */
    private volatile boolean used;

    synchronized Batcher add(Batcher batcher) {
        used = true;
        open.add(batcher);
        return batcher;
    }

    synchronized void remove(Batcher batcher) {
        open.remove(batcher);
    }

    private synchronized List<Batcher> all() {
        return List.copyOf(open);
    }

    void flush() {
        if (!used) {
            return;
        }
        all().forEach(Batcher::flush);
    }
}
