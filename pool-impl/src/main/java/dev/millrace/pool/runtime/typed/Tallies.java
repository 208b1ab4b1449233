package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.HandlerStats;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a pool's handlers count. Thread-safe; each is written by the threads to which it happens, and read for statistics alone. */
final class Tallies {
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger opening = new AtomicInteger();
    /** Workers that have failed to open at least two in a row. */
    final AtomicInteger looping = new AtomicInteger();

    final LongAdder opened = new LongAdder();
    final LongAdder closed = new LongAdder();
    final LongAdder renewedAfterErrors = new LongAdder();
    final LongAdder renewedAfterAge = new LongAdder();
    final LongAdder killed = new LongAdder();
    final LongAdder openFailures = new LongAdder();
    final LongAdder closeFailures = new LongAdder();
    final LongAdder retries = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final LongAdder jobs = new LongAdder();

    Tallies() {}

    /** A batch handler is called. */
    void call(int withJobs) {
        calls.increment();
        jobs.add(withJobs);
    }

    HandlerStats stats(DeadLetters<?> letters) {
        return new HandlerStats(
                open.get(),
                opened.sum(),
                closed.sum(),
                renewedAfterErrors.sum(),
                renewedAfterAge.sum(),
                killed.sum(),
                openFailures.sum(),
                closeFailures.sum(),
                opening.get(),
                looping.get() > 0,
                retries.sum(),
                letters.count(),
                letters.abandoned(),
                calls.sum(),
                jobs.sum());
    }
}
