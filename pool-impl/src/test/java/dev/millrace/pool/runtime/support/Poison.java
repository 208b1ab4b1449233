package dev.millrace.pool.runtime.support;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** A job that kills the worker that runs it, until it is made harmless. */
public final class Poison implements Runnable, Callable<String> {
    private final AtomicInteger runs = new AtomicInteger();
    private volatile boolean harmless;

    /** A deadly one. */
    public Poison() {}

    @Override
    public void run() {
        runs.incrementAndGet();
        if (!harmless) {
            die();
        }
    }

    @Override
    public String call() {
        run();
        return "harmless";
    }

    /** How often it was run. */
    public int runs() {
        return runs.get();
    }

    /** From now on it kills nobody. */
    public void makeHarmless() {
        harmless = true;
    }

    /** Ends the worker that runs this. The class is deprecated for removal, and so not named. */
    public static void die() {
        Error death;
        try {
            death = Class.forName("java.lang.ThreadDeath")
                    .asSubclass(Error.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no ThreadDeath", e);
        }
        throw death;
    }
}
