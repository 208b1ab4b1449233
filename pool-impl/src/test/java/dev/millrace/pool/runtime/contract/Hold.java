package dev.millrace.pool.runtime.contract;

import dev.millrace.pool.runtime.support.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs that hold their threads until they are released or interrupted. */
public final class Hold implements Runnable, AutoCloseable {
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    /** Holds nobody yet. */
    public Hold() {}

    static Hold all(ExecutorService service, Subject subject) {
        return all(service, subject.workers());
    }

    /** Holds so many threads of an idle service. */
    public static Hold all(ExecutorService service, int threads) {
        Hold hold = new Hold();
        for (int i = 1; i <= threads; i++) {
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
    public void runStubbornly() {
        held.incrementAndGet();
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        }
    }

    /** Awaits that so many threads are held. */
    public Hold awaitHeld(int threads) {
        Await.spinning(() -> held.get() >= threads, () -> held + " of " + threads + " threads are held");
        return this;
    }

    /** How many threads have come. */
    public int held() {
        return held.get();
    }

    /** How many interrupts have come. */
    public int interrupted() {
        return interrupted.get();
    }

    /** Lets all go. */
    public void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
    }
}
