package dev.millrace.pool.runtime.support;

import dev.millrace.pool.WorkerPool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A job that holds its worker until it is opened, or the worker interrupted. */
public final class Gate implements Runnable, AutoCloseable {
    private final CountDownLatch entered;
    private final CountDownLatch opened = new CountDownLatch(1);

    /** A gate that is one job. */
    public Gate() {
        this(1);
    }

    private Gate(int jobs) {
        entered = new CountDownLatch(jobs);
    }

    /** Holds so many workers of an idle pool: each of them is in the gate when this returns. */
    public static Gate holding(WorkerPool pool, int workers) {
        Gate gate = new Gate(workers);
        for (int left = workers - 1; left >= 0; left--) {
            pool.execute(gate);
            int expected = left;
            Await.spinning(
                    () -> gate.entered.getCount() == expected, () -> "a gate was not entered:\n" + pool.explain());
        }
        return gate;
    }

    @Override
    public void run() {
        entered.countDown();
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Awaits that all its jobs hold their workers. */
    public Gate entered(WorkerPool pool) {
        Await.zero(entered, pool);
        return this;
    }

    /** Lets all go on. */
    public void open() {
        opened.countDown();
    }

    /** Whether it was opened. */
    public boolean isOpen() {
        return opened.getCount() == 0;
    }

    /** Waits for the gate as a job that ignores interrupts does; the flag is kept. */
    public void awaitUninterruptibly() {
        boolean interrupted = false;
        entered.countDown();
        while (true) {
            try {
                if (opened.await(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens: a test that fails does not leave its workers held. */
    @Override
    public void close() {
        open();
    }
}
