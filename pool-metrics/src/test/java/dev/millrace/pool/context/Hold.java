package dev.millrace.pool.context;

import dev.millrace.pool.WorkerPool;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** A job that holds its worker until it is closed. */
final class Hold implements Runnable, AutoCloseable {
    private final CountDownLatch entered;
    private final CountDownLatch open = new CountDownLatch(1);

    Hold(int workers) {
        entered = new CountDownLatch(workers);
    }

    /** Holds so many workers of an idle pool. */
    static Hold all(WorkerPool pool, int workers) {
        Hold hold = new Hold(workers);
        for (int left = workers - 1; left >= 0; left--) {
            pool.execute(hold);
            int expected = left;
            Awaitility.await().until(() -> hold.entered.getCount() == expected);
        }
        return hold;
    }

    /** Waits until it holds its workers. */
    void awaitEntered() {
        Awaitility.await().until(() -> entered.getCount() == 0);
    }

    @Override
    public void run() {
        entered.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        open.countDown();
    }
}
