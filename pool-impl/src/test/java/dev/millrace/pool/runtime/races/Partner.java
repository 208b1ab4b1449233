package dev.millrace.pool.runtime.races;

import dev.millrace.pool.runtime.support.Await;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread that does one thing after the other at the same time as the thread that gives them to it: a thread for each of ten thousand lives would cost more than the lives. */
final class Partner implements AutoCloseable {
    private final Thread thread = new Thread(this::work, "partner");
    /** What is to be done. Set by the giver, taken by the thread. */
    private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
    /** How much was given; the giver's. */
    private int given;
    /** How much is done. Written by the thread after what it did, which the giver sees then. */
    private volatile int done;

    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    private Partner() {}

    static Partner start() {
        Partner partner = new Partner();
        partner.thread.start();
        return partner;
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private void work() {
        while (!over) {
            Runnable now = next.getAndSet(null);
            if (now == null) {
                Thread.yield();
                continue;
            }
            try {
                now.run();
            } catch (Throwable thrown) {
                failure = thrown;
            }
            done++;
        }
    }

    /** Has it begin. */
    void begin(Runnable act) {
        given++;
        next.set(act);
    }

    /** Awaits that it is through. */
    void awaitDone() {
        Await.spinning(() -> done == given, () -> "should be through: " + thread.getState());
        Throwable thrown = failure;
        if (thrown != null) {
            throw new AssertionError("the partner has failed", thrown);
        }
    }

    @Override
    public void close() {
        over = true;
        Await.end(thread);
    }
}
