package dev.millrace.bench.scenario;

import dev.millrace.bench.Contender;
import dev.millrace.bench.UnverifiedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Gets every worker of a pool to run one job: none may leave before all have come. */
final class Meeting {
    private static final long PATIENCE_SECONDS = 30;

    private Meeting() {}

    static void of(Contender contender, int workers) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(workers);
        CountDownLatch left = new CountDownLatch(workers);
        for (int worker = 0; worker < workers; worker++) {
            contender.execute(() -> {
                all.countDown();
                awaitUninterruptibly(all);
                left.countDown();
            });
        }
        if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new UnverifiedException("only " + (workers - all.getCount()) + " of " + workers + " workers came");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
