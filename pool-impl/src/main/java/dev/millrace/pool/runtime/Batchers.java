package dev.millrace.pool.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The batching submitters of a pool, so that a close can publish what they hold. One that nobody holds any more, and that has collected nothing, is forgotten. Guarded by its monitor. */
final class Batchers {
    private final Set<Batcher> open = Collections.newSetFromMap(new WeakHashMap<>());

    synchronized Batcher add(Batcher batcher) {
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
        all().forEach(Batcher::flush);
    }
}
