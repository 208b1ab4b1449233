package dev.millrace.bench.tax;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a pool in the middle of each second of a round, as a scraper does, on a thread of its own. */
final class Looker implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Runnable look;
    private final long firstNanos;
    private final Thread thread = new Thread(this::run, "tax-looker");
    /** Written by the thread, read after its end. */
    private int looks;
    /** What a look has thrown; as above. */
    private @Nullable Throwable failure;

    /** @param roundNanos a shorter round than a second is looked at in its own middle */
    Looker(Runnable look, long roundNanos) {
        this.look = look;
        this.firstNanos = Math.min(roundNanos, TimeUnit.SECONDS.toNanos(1)) / 2;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            long pause = firstNanos;
            while (!over.await(pause, TimeUnit.NANOSECONDS)) {
                look.run();
                looks++;
                pause = TimeUnit.SECONDS.toNanos(1);
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    /** Ends it; gives how often it has looked. */
    int end() throws InterruptedException {
        over.countDown();
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("looking at the pool has failed", failure);
        }
        return looks;
    }

    @Override
    public void close() {
        over.countDown();
    }
}
