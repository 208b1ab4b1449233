package dev.millrace.pool.runtime.probe;

import java.util.function.BooleanSupplier;

/**
 * Where the pool passes its {@link Point}s. Only a JVM that was started with {@code -Dmillrace.probes=true} has them, as this project's tests do: the switch is a constant, so in any other the compiler leaves out every call, and no visitor
 * can be set.
 */
public final class Probe {
    /** Whether there are points. */
    public static final boolean ON = Boolean.getBoolean("millrace.probes");

    private static final Visitor NOBODY = point -> {};

    /** Set by tests, read by whoever comes to a point. */
    private static volatile Visitor visitor = NOBODY;

    private Probe() {}

    /** The current thread is at a point. */
    public static void at(Point point) {
        if (ON) {
            visitor.at(point);
        }
    }

    /** The current thread is about to wait at a point until something is true. Who calls it waits by itself if it is not true after that. */
    public static void await(Point point, BooleanSupplier met) {
        if (ON) {
            visitor.await(point, met);
        }
    }

    /** Gives the processor away, since another thread has to go on before this one can. */
    @SuppressWarnings("ThreadPriorityCheck")
    public static void yieldAt(Point point) {
        at(point);
        Thread.yield();
    }

    /** The time that bounds searches and patience, and by which workers measure their jobs: that of {@link System#nanoTime}. */
    public static long nanoTime() {
        return ON ? visitor.nanoTime() : System.nanoTime();
    }

    /** What a thread of the pool that is being made shall run. */
    public static Runnable started(Runnable body) {
        return ON ? visitor.starts(body) : body;
    }

    /**
     * From now on this one is told of points, until it is closed; one at a time.
     *
     * @throws IllegalStateException if there are no points, or another visitor is there
     */
    public static Visit visit(Visitor by) {
        if (!ON) {
            throw new IllegalStateException("no points without -Dmillrace.probes=true");
        }
        synchronized (NOBODY) {
            if (visitor != NOBODY) {
                throw new IllegalStateException("another visitor is there: " + visitor);
            }
            visitor = by;
        }
        return () -> visitor = NOBODY;
    }

    /** A visitor's stay. */
    public interface Visit extends AutoCloseable {

        /** Ends it. A thread that is in the visitor at that moment is not waited for. */
        @Override
        void close();
    }
}
