package dev.millrace.pool.runtime.view;

import dev.millrace.pool.runtime.support.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs that hold their threads until they are released or interrupted. */
final class Hold implements Runnable, AutoCloseable {
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    /** Holds all threads of an idle service. */
    static Hold all(ExecutorService service, Subject subject) {
        Hold hold = new Hold();
        for (int i = 1; i <= subject.workers(); i++) {
            service.execute(hold);
            hold.awaitHeld(i);
        }
        return hold;
    }

    @Override
    public void run() {
        held.incrementAndGet();
        try {
            released.await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
        }
    }

    /** Holds on whatever interrupts come; each is counted. */
    void runStubbornly() {
        held.incrementAndGet();
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        }
    }

    Hold awaitHeld(int threads) {
        Await.spinning(() -> held.get() >= threads, () -> held + " of " + threads + " threads are held");
        return this;
    }

    int held() {
        return held.get();
    }

    int interrupted() {
        return interrupted.get();
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
    }
}
