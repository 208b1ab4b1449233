package dev.millrace.pool.runtime.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** What is to be collectable. Thread-safe. */
final class Forgotten {
    private static final int MEGABYTE = 1 << 20;

    private final List<WeakReference<Object>> all = new ArrayList<>();

    /** Watches an object, which is given back. */
    synchronized <T> T watch(T object) {
        all.add(new WeakReference<>(object));
        return object;
    }

    /** A watched megabyte. */
    byte[] payload() {
        return watch(new byte[MEGABYTE]);
    }

    /** A watched job with a payload of its own. */
    Runnable job() {
        byte[] payload = payload();
        return watch((Runnable) () -> payload[0]++);
    }

    synchronized long left() {
        return all.stream().filter(one -> one.get() != null).count();
    }

    synchronized int watched() {
        return all.size();
    }

    @SuppressWarnings("GarbageCollection")
    void assertCollected(String by) {
        assertThat(all).isNotEmpty();
        Await.until(
                () -> {
                    System.gc();
                    return left() == 0;
                },
                () -> left() + " of " + watched() + " objects are retained by " + by);
    }
}
