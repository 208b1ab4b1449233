package dev.millrace.pool.runtime.group;

import dev.millrace.pool.Race;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When the next source of a race may start. Guarded by the monitor of the race. */
final class Pace {
    private static final long AT_ONCE = 0;

    private final long delayNanos;
    private final int width;
    private long startedNanos;
    private boolean begun;
    /** Failures that no start has answered yet. */
    private int unanswered;

    Pace(Race rules) {
        Duration delay = rules.hedgeDelay();
        this.delayNanos = delay == null ? AT_ONCE : Math.max(1, TimeUnit.NANOSECONDS.convert(delay));
        this.width = rules.width().orElse(Integer.MAX_VALUE);
    }

    boolean isHedged() {
        return delayNanos != AT_ONCE;
    }

    long delayNanos() {
        return delayNanos;
    }

    /** Whether one more may run. */
    boolean hasPlace(int running) {
        return running < width;
    }

    /** How long until the next may start, as far as that does not depend on who runs; not above 0 if it may now. */
    long leftNanos() {
        return !begun || unanswered > 0 || !isHedged() ? 0 : delayNanos - (System.nanoTime() - startedNanos);
    }

    void started() {
        begun = true;
        unanswered = Math.max(0, unanswered - 1);
        startedNanos = System.nanoTime();
    }

    void failed() {
        unanswered++;
    }
}
