package dev.millrace.pool.runtime.control;

import dev.millrace.pool.LoadSnapshot;

/** Turns totals into the load of one period. Confined to the controller. */
final class LoadMeter {
    /** Processors are read more rarely than the rest: it takes a system call, and the system counts in hundredths of a second. */
    private static final long PROCESSOR_READING_NANOS = 100_000_000;

    private final Gauges gauges;
    private long processorsAtNanos;
    private long processorNanos;
    private long atNanos;
    private long accepted;
    private long ended;
    private long timedJobs;
    private long timedNanos;

    LoadMeter(Gauges gauges) {
        this.gauges = gauges;
    }

    /** Begins a period without telling what was in the one before. */
    void restart(long nowNanos) {
        read(nowNanos, new Size(1, 1, 1));
    }

    /** Ends a period, tells its load, and begins the next. */
    LoadSnapshot read(long nowNanos, Size size) {
        long ended = gauges.ended();
        long accepted = gauges.accepted();
        long timedJobs = gauges.timedJobs();
        long timedNanos = gauges.timedNanos();
        long timed = timedJobs - this.timedJobs;
        LoadSnapshot load = new LoadSnapshot(
                nowNanos,
                nowNanos - atNanos,
                gauges.depth(),
                gauges.capacity(),
                size.target(),
                gauges.busy(),
                size.min(),
                size.max(),
                accepted - this.accepted,
                ended - this.ended,
                timed <= 0 ? 0 : (timedNanos - this.timedNanos) / timed,
                Runtime.getRuntime().availableProcessors(),
                processors(nowNanos));
        this.atNanos = nowNanos;
        this.accepted = accepted;
        this.ended = ended;
        this.timedJobs = timedJobs;
        this.timedNanos = timedNanos;
        return load;
    }

    /** The load of two periods that follow each other, as that of one. */
    static LoadSnapshot joined(LoadSnapshot before, LoadSnapshot after) {
        return new LoadSnapshot(
                after.atNanos(),
                before.elapsedNanos() + after.elapsedNanos(),
                after.depth(),
                after.capacity(),
                after.workers(),
                after.busy(),
                after.minWorkers(),
                after.maxWorkers(),
                before.arrivals() + after.arrivals(),
                before.completions() + after.completions(),
                joinedMean(before, after),
                after.processors(),
                before.processorNanos() + after.processorNanos());
    }

    /** A period in which nothing was timed says nothing of the mean. */
    private static long joinedMean(LoadSnapshot before, LoadSnapshot after) {
        double weight = before.meanRunNanos() == 0 ? 0 : Math.max(1, before.completions());
        double afterWeight = after.meanRunNanos() == 0 ? 0 : Math.max(1, after.completions());
        return weight + afterWeight == 0
                ? 0
                : Math.round(
                        (before.meanRunNanos() * weight + after.meanRunNanos() * afterWeight) / (weight + afterWeight));
    }

    /** What was used since the reading before, in the periods in which it is read. */
    private long processors(long nowNanos) {
        if (Math.abs(nowNanos - processorsAtNanos) < PROCESSOR_READING_NANOS) {
            return 0;
        }
        long before = processorNanos;
        processorNanos = gauges.processorNanos();
        processorsAtNanos = nowNanos;
        return Math.max(0, processorNanos - before);
    }
}
