package dev.millrace.bench.limit;

import dev.millrace.bench.DaemonThread;
import java.util.concurrent.locks.LockSupport;

/** A thread that gives back what it is told, by nothing but two fields: it spins for the number, or is parked until unparked. */
public final class BareThread implements Echo {

    /** How both sides wait. */
    public enum Waiting {
        /** Both spin: what a cache line takes. */
        SPIN,
        /** The thread is parked, the caller spins: what a wake-up takes. */
        PARK,
        /** Both are parked: two wake-ups. */
        PARK_BOTH
    }

    private final Waiting waiting;
    /** Written by the caller, read by the thread; negative to end it. */
    private final PaddedLong asked = new PaddedLong();
    /** Written by the thread, read by the caller. */
    private final PaddedLong answered = new PaddedLong();
    /** Who is to be unparked; written before the thread starts. */
    private Thread caller = Thread.currentThread();

    private Thread thread = new Thread();

    /** @param waiting how both sides wait */
    public BareThread(Waiting waiting) {
        this.waiting = waiting;
    }

    @Override
    public void wake() {
        caller = Thread.currentThread();
        asked.set(0);
        answered.set(0);
        thread = new DaemonThread(this::answer);
        thread.start();
    }

    private void answer() {
        long last = 0;
        while (true) {
            long number = awaitOther(last);
            if (number < 0) {
                return;
            }
            answered.set(number);
            last = number;
            if (waiting == Waiting.PARK_BOTH) {
                LockSupport.unpark(caller);
            }
        }
    }

    private long awaitOther(long last) {
        if (waiting == Waiting.SPIN) {
            Spin.until(() -> asked.get() != last);
        } else {
            while (asked.get() == last) {
                LockSupport.park(this);
            }
        }
        return asked.get();
    }

    @Override
    public void call(long number) {
        asked.set(number);
        if (waiting != Waiting.SPIN) {
            LockSupport.unpark(thread);
        }
        if (waiting == Waiting.PARK_BOTH) {
            while (answered.get() != number) {
                LockSupport.park(this);
            }
        } else {
            Spin.hardUntil(() -> answered.get() == number);
        }
    }

    @Override
    public void rest() throws InterruptedException {
        asked.set(-1);
        LockSupport.unpark(thread);
        thread.join();
    }

    @Override
    public void close() {
        asked.set(-1);
        LockSupport.unpark(thread);
    }
}
