package dev.millrace.pool.runtime.faults;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.probe.Visitor;
import dev.millrace.pool.runtime.support.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Holds the first thread that comes to a point after it was armed, as the operating system may hold any thread anywhere, until it is let go. */
final class Holder implements Visitor, AutoCloseable {
    private final Point point;
    private final Predicate<Thread> whom;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<Thread> held = new AtomicReference<>();
    private final Probe.Visit visit;
    private volatile boolean armed;

    private Holder(Point point, Predicate<Thread> whom) {
        this.point = point;
        this.whom = whom;
        this.visit = Probe.visit(this);
    }

    /** Visits all points from now on, until it is closed. */
    static Holder at(Point point, Predicate<Thread> whom) {
        return new Holder(point, whom);
    }

    static boolean isDispatcher(Thread thread) {
        return thread.getName().contains("-dispatcher-");
    }

    static boolean isWorker(Thread thread) {
        return thread.getName().startsWith("millrace-held-")
                && !isDispatcher(thread)
                && thread.getName().matches(".*-\\d+");
    }

    void arm() {
        armed = true;
    }

    @Override
    public void at(Point here) {
        if (here == point
                && armed
                && whom.test(Thread.currentThread())
                && held.compareAndSet(null, Thread.currentThread())) {
            reached.countDown();
            boolean interrupted = false;
            while (true) {
                try {
                    released.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Awaits that a thread is held, and gives it. */
    Thread reached(WorkerPool pool) {
        Await.zero(reached, pool);
        return held.get();
    }

    boolean isHolding() {
        return reached.getCount() == 0 && released.getCount() > 0;
    }

    void release() {
        released.countDown();
    }

    /** Releases: a test that fails leaves nobody held. */
    @Override
    public void close() {
        release();
        visit.close();
    }
}
