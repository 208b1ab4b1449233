package dev.millrace.pool.runtime.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What seeded tests and tests with several threads have in common. */
public final class Race {
    private static final int SECONDS = 30;

    private Race() {}

    /** The body of a test that is random but for its seed. */
    public interface Seeded {
        void run(long seed) throws Exception;
    }

    /** Runs with a fresh seed, or with that of {@code -Dmillrace.seed}; a failure names it. */
    public static void seeded(Seeded test) {
        Long given = Long.getLong("millrace.seed");
        long seed = given != null ? given : ThreadLocalRandom.current().nextLong();
        try {
            test.run(seed);
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + ", repeat with -Dmillrace.seed=" + seed, failure);
        }
    }

    /** Runs all at once, each on a thread of its own; fails if one fails or if they take half a minute. */
    public static void run(List<Callable<?>> racers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers.size());
        ExecutorService threads = Executors.newFixedThreadPool(racers.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (Callable<?> racer : racers) {
                ends.add(threads.submit(() -> {
                    start.await();
                    return racer.call();
                }));
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            for (Future<?> end : ends) {
                end.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Keeps the processor busy for about so many steps. */
    public static void spin(int steps) {
        for (int i = 0; i < steps; i++) {
            Thread.onSpinWait();
        }
    }
}
