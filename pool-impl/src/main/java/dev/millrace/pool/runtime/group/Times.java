package dev.millrace.pool.runtime.group;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.runtime.handle.Task;
import java.time.Duration;

/** How long the jobs of a whole waited and ran. Guarded by its monitor. */
final class Times {
    private final long startNanos = System.nanoTime();
    private int jobs;
    private long waitedNanos;
    private long ranNanos;
    private long lastNanos = startNanos;
    private long mergedNanos;

    /** A job is done. */
    synchronized void add(Task<?> task, long now) {
        long ran = task.ranNanos();
        jobs += ran > 0 ? 1 : 0;
        waitedNanos += task.waitedNanos();
        ranNanos += ran;
        lastNanos = now - lastNanos > 0 ? now : lastNanos;
    }

    /** Whoever waited for all of them has them. */
    synchronized void merged() {
        mergedNanos = Math.max(0, System.nanoTime() - lastNanos);
    }

    /**
     * So far.
     *
     * @param running whether some are not done
     */
    synchronized Efficiency soFar(int width, boolean running) {
        long end = running ? System.nanoTime() : lastNanos;
        return new Efficiency(
                jobs,
                width,
                Duration.ofNanos(end - startNanos),
                Duration.ofNanos(waitedNanos),
                Duration.ofNanos(ranNanos),
                Duration.ofNanos(running ? 0 : mergedNanos));
    }
}
