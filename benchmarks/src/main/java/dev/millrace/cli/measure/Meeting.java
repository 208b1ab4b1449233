package dev.millrace.cli.measure;

import dev.millrace.pool.WorkerPool;
import java.util.concurrent.CountDownLatch;

/** Brings every worker of a pool to run one job: none may leave before all have come. */
final class Meeting {
    private Meeting() {}

    static void of(WorkerPool pool, int workers) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(workers);
        CountDownLatch left = new CountDownLatch(workers);
        for (int worker = 0; worker < workers; worker++) {
            pool.execute(() -> {
                all.countDown();
                awaitUninterruptibly(all);
                left.countDown();
            });
        }
        left.await();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
