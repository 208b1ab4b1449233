package dev.millrace.examples.service;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.pool.WorkerPool;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How long {@code build()} takes, from the call to a pool whose first workers have been started.
 *
 * @param coldNanos the first time, which loads the classes
 * @param warmNanos median of the times after
 */
record BuildTimes(long coldNanos, long warmNanos) {
    private static final int REPEATS = 20;

    /** Builds so many pools, one after the other, and closes each. */
    static BuildTimes measure(Supplier<WorkerPool> pools) {
        long cold = buildOne(pools);
        long[] warm = new long[REPEATS];
        Arrays.setAll(warm, repeat -> buildOne(pools));
        Arrays.sort(warm);
        return new BuildTimes(cold, warm[REPEATS / 2]);
    }

    private static long buildOne(Supplier<WorkerPool> pools) {
        long begin = System.nanoTime();
        WorkerPool pool = pools.get();
        long nanos = System.nanoTime() - begin;
        pool.close();
        return nanos;
    }

    @Override
    public String toString() {
        return text("cold %.1f ms, warm %.2f ms (median of %d)", millis(coldNanos), millis(warmNanos), REPEATS);
    }
}
