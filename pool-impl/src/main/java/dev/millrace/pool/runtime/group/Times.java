package dev.millrace.pool.runtime.group;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.runtime.handle.Task;
import java.time.Duration;

/** How long the jobs of a whole waited and ran. Guarded by its monitor, but for what whoever waits for them writes. */
final class Times {
    private final long startNanos;
    private int jobs;
    private long waitedNanos;
    private long ranNanos;
    private long lastNanos;
    /** When whoever waits for all had them last, or 0. Written by its thread. */
    private volatile long mergedNanos;

    Times(long startNanos) {
        this.startNanos = startNanos;
        this.lastNanos = startNanos;
    }

    /** A job is done. */
    synchronized void add(Task<?> task, long now) {
        long ran = task.ranNanos();
        jobs += task.wasRun() ? 1 : 0;
        waitedNanos += task.waitedNanos();
        ranNanos += ran;
        lastNanos = now - lastNanos > 0 ? now : lastNanos;
    }

    /** Whoever waited for all of them has them now. */
    void merged(long now) {
        mergedNanos = now;
    }

    /**
     * So far.
     *
     * @param running whether some are not done
     */
    synchronized Efficiency soFar(int width, boolean running) {
        long merged = mergedNanos == 0 || mergedNanos - lastNanos < 0 ? lastNanos : mergedNanos;
        long end = running ? System.nanoTime() : merged;
        return new Efficiency(
                jobs,
                width,
                Duration.ofNanos(end - startNanos),
                Duration.ofNanos(waitedNanos),
                Duration.ofNanos(ranNanos),
                Duration.ofNanos(running || lastNanos == startNanos ? 0 : merged - lastNanos));
    }
}
