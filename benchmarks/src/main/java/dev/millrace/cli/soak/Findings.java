package dev.millrace.cli.soak;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What was done and what was wrong, over all lives. Thread-safe. */
final class Findings {
    private static final int MOST_TEXTS = 20;

    final LongAdder jobs = new LongAdder();
    final LongAdder lives = new LongAdder();
    final LongAdder unborn = new LongAdder();
    final LongAdder faults = new LongAdder();
    /** Accepted jobs that neither ran nor have another end. */
    final LongAdder lost = new LongAdder();
    /** Jobs that ran or were handed back more than once. */
    final LongAdder duplicated = new LongAdder();
    /** Jobs that ran though they were refused, cancelled before the start, expired, dropped or handed back. */
    final LongAdder phantoms = new LongAdder();
    /** Jobs of a key beside each other, or out of order. */
    final LongAdder misordered = new LongAdder();
    /** Jobs that did not see what their submitter had written, or that began on a thread as the job before had left it. */
    final LongAdder dirty = new LongAdder();
    /** Sums that do not add up at a termination. */
    final LongAdder unaccounted = new LongAdder();

    final LongAdder leakedThreads = new LongAdder();
    /** Whatever was thrown where nothing may be thrown, and pools that did not end. */
    final LongAdder unexpected = new LongAdder();

    private final AtomicInteger told = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();

    /** Counts something that is wrong, and keeps the first few in words. */
    void wrong(LongAdder count, long by, String text) {
        count.add(by);
        if (told.incrementAndGet() <= MOST_TEXTS) {
            texts.add(text);
        }
    }

    /** The first findings in words. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** How much was wrong. */
    long total() {
        return lost.sum()
                + duplicated.sum()
                + phantoms.sum()
                + misordered.sum()
                + dirty.sum()
                + unaccounted.sum()
                + leakedThreads.sum()
                + unexpected.sum();
    }
}
