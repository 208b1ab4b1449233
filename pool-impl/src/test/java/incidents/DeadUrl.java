package incidents;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that takes requests and never answers, until it is shut down. */
public final class DeadUrl {
    private final CountDownLatch down = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    /** Hangs; an interrupt ends it. */
    public void fetch() {
        open.incrementAndGet();
        try {
            down.await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    /** How many hang in it. */
    public int open() {
        return open.get();
    }

    /** How many were interrupted in it. */
    public int interrupted() {
        return interrupted.get();
    }

    /** Lets all go. */
    public void shutDown() {
        down.countDown();
    }
}
