package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.Trace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How long jobs waited and ran, summed. Thread-safe. */
final class CourseTimes {
    private final long openedNanos;
    private final LongAdder jobs = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder ranNanos = new LongAdder();
    private final AtomicLong lastEndNanos;
    /** When all was over, counted from the opening; 0 before. */
    private volatile long overNanos;

    CourseTimes(long openedNanos) {
        this.openedNanos = openedNanos;
        this.lastEndNanos = new AtomicLong(openedNanos);
    }

    void add(Trace trace) {
        if (trace.worker() != null) {
            waitedNanos.add(trace.waited().toNanos());
            jobs.increment();
            ranNanos.add(trace.ran().toNanos());
        }
        long now = System.nanoTime();
        lastEndNanos.accumulateAndGet(now, (a, b) -> a - b > 0 ? a : b);
    }

    /** The last result was taken, or what was left was dropped. */
    void end() {
        overNanos = Math.max(1, System.nanoTime() - openedNanos);
    }

    Efficiency efficiency(int width) {
        long over = overNanos;
        long now = over == 0 ? System.nanoTime() - openedNanos : over;
        long last = lastEndNanos.get() - openedNanos;
        return new Efficiency(
                (int) Math.min(Integer.MAX_VALUE, jobs.sum()),
                width,
                Duration.ofNanos(now),
                Duration.ofNanos(waitedNanos.sum()),
                Duration.ofNanos(ranNanos.sum()),
                Duration.ofNanos(over == 0 ? 0 : Math.max(0, over - last)));
    }
}
