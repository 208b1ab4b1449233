package dev.millrace.examples.bounded;

import java.time.Duration;

/** Interrupts the thread that made it after some time, unless it is closed before. */
final class Canceller implements AutoCloseable {
    private final Thread caller = Thread.currentThread();
    private final Thread timer;
    private boolean interrupted; // written and read by the caller

    private Canceller(Duration delay) {
        timer = new Thread(() -> interruptAfter(delay), "bounded-canceller");
    }

    static Canceller after(Duration delay) {
        Canceller canceller = new Canceller(delay);
        canceller.timer.start();
        return canceller;
    }

    private void interruptAfter(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
            caller.interrupt();
        } catch (InterruptedException closed) {
            // In time: nobody is interrupted.
        }
    }

    /** From now on nobody is interrupted; the caller's own flag is taken down. */
    @Override
    public void close() {
        timer.interrupt();
        boolean flag = Thread.interrupted();
        while (timer.isAlive()) {
            try {
                timer.join();
            } catch (InterruptedException late) {
                flag = true;
            }
        }
        flag |= Thread.interrupted();
        interrupted = flag;
    }

    /** Whether it has interrupted the caller; known when closed. */
    boolean hasInterrupted() {
        return interrupted;
    }
}
