package dev.millrace.pool.runtime.faults;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.probe.Visitor;
import java.util.concurrent.atomic.AtomicInteger;

/** Throws at one point, the first times that a thread comes there. */
final class Thrower implements Visitor, AutoCloseable {
    private final Point point;
    private final AtomicInteger left;
    private final AtomicInteger thrown = new AtomicInteger();
    private final Probe.Visit visit;
    private volatile boolean armed;

    private Thrower(Point point, int times) {
        this.point = point;
        this.left = new AtomicInteger(times);
        this.visit = Probe.visit(this);
    }

    /** Visits all points from now on, until it is closed. */
    static Thrower at(Point point, int times) {
        return new Thrower(point, times);
    }

    @Override
    public void close() {
        visit.close();
    }

    @Override
    public void at(Point here) {
        if (here == point && armed && left.getAndUpdate(some -> Math.max(0, some - 1)) > 0) {
            thrown.incrementAndGet();
            throw new OutOfMemoryError("injected at " + point);
        }
    }

    void arm(boolean on) {
        armed = on;
    }

    int thrown() {
        return thrown.get();
    }
}
