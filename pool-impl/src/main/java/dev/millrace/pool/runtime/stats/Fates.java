package dev.millrace.pool.runtime.stats;

import java.util.concurrent.atomic.LongAdder;

/** Counts of what happens to jobs off the workers' way: few, and by any thread. Thread-safe; totals only grow. */
public final class Fates {
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder handedBack = new LongAdder();
    private final LongAdder droppedNewest = new LongAdder();
    private final LongAdder helped = new LongAdder();
    private final LongAdder helpedCompleted = new LongAdder();
    private final LongAdder helpedFailed = new LongAdder();

    /** All zero. */
    public Fates() {}

    /** Counts a job that left unstarted. */
    public void add(Fate fate) {
        switch (fate) {
            case CANCELLED -> cancelled.increment();
            case EXPIRED -> expired.increment();
            case DROPPED -> dropped.increment();
            case HANDED_BACK -> handedBack.increment();
        }
    }

    /** Counts jobs that were dropped instead of being accepted. */
    public void addDroppedNewest(int jobs) {
        droppedNewest.add(jobs);
    }

    /** Counts the start of an accepted job by a thread that waits for it. */
    public void addHelped() {
        helped.increment();
    }

    /** Counts the end of such a job. */
    public void addHelpedEnd(boolean completed) {
        (completed ? helpedCompleted : helpedFailed).increment();
    }

    /** Cancelled before the start. */
    public long cancelled() {
        return cancelled.sum();
    }

    /** Expired before the start. */
    public long expired() {
        return expired.sum();
    }

    /** Dropped after they were accepted. */
    public long dropped() {
        return dropped.sum();
    }

    /** Handed back by a close. */
    public long handedBack() {
        return handedBack.sum();
    }

    /** Dropped instead of being accepted. */
    public long droppedNewest() {
        return droppedNewest.sum();
    }

    /** Started by who waits for them. */
    public long helped() {
        return helped.sum();
    }

    /** Of them, ended normally. */
    public long helpedCompleted() {
        return helpedCompleted.sum();
    }

    /** Of them, ended by an exception. */
    public long helpedFailed() {
        return helpedFailed.sum();
    }
}
