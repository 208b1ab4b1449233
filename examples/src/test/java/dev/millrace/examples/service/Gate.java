package dev.millrace.examples.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A job that holds its worker until it is opened. */
final class Gate implements Runnable, AutoCloseable {
    static final Duration GUARD = Duration.ofSeconds(20);

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public void run() {
        entered.countDown();
        await(opened);
    }

    /** Awaits that a worker is held. */
    void awaitEntered() {
        await(entered);
    }

    @Override
    public void close() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(GUARD.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("what the gate awaits has not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
